// Pictures of a page as different screens and a printer show it.

import { mkdirSync } from "node:fs";

import { LAPTOP, TABLET } from "./browser.mjs";

const PHONE = { width: 360, height: 740 };
/** Name → what the page is seen on. */
const SCREENS = {
  tablet: { viewport: TABLET, colorScheme: "light" },
  laptop: { viewport: LAPTOP, colorScheme: "light" },
  phone: { viewport: PHONE, colorScheme: "light", fullPage: true },
  dark: { viewport: TABLET, colorScheme: "dark", fullPage: true },
};

/** Bars that stick would lie across a picture that is longer than the screen. */
const LAID_OUT = ".top-bar, .summary-bar, .foot-bar, .main-navigation, .contents { position: static !important; }";
/** A tablet has none. */
const NO_SCROLLBAR = "html::-webkit-scrollbar { display: none; }";

export class Camera {
  constructor(folder, screens = Object.keys(SCREENS)) {
    this.folder = folder;
    this.screens = screens;
    mkdirSync(folder, { recursive: true });
  }

  /** Pictures a page on every screen, and says what is cut off or too small on the narrow one. */
  async picture(page, name, { fullPage = true } = {}) {
    // A page behind another one is not painted.
    await page.bringToFront();
    for (const screen of this.screens) {
      const { viewport, colorScheme, ...own } = SCREENS[screen];
      const options = { fullPage, ...own };
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await page.evaluate(layOut, NO_SCROLLBAR + (options.fullPage ? LAID_OUT : ""));
      await isPainted(page);
      await page.screenshot({ path: `${this.folder}${name}-${screen}.png`, ...options });
      for (const flaw of await page.evaluate(flaws)) console.log(`${name}-${screen}: ${flaw}`);
    }
    await page.setViewportSize(TABLET);
    await page.emulateMedia({ colorScheme: null });
    await page.evaluate(layOut, "");
    console.log(name);
  }

  /** Prints a page. */
  async print(page, name) {
    await page.bringToFront();
    await page.evaluate(() => document.fonts.ready);
    await page.pdf({ path: `${this.folder}${name}.pdf`, preferCSSPageSize: true, printBackground: false });
    console.log(`${name}.pdf`);
  }
}

function isPainted(page) {
  return page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/** In the page: styles that the page itself has not, and none of before. */
function layOut(rules) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [sheet];
}

/** In the page: what makes it scroll sideways, and what is too small for a finger. */
function flaws() {
  const all = [...document.body.querySelectorAll("*")].filter((element) => element.checkVisibility());
  const named = (element) => `${element.tagName.toLowerCase()}.${element.getAttribute("class")} “${element.textContent.trim().slice(0, 40)}”`;
  const isInScroller = (element) => element.closest(".scroller, .visually-hidden, .skip-link") !== null;
  const found = all
    .filter((element) => !isInScroller(element) && element.getBoundingClientRect().right > innerWidth + 1)
    .map((element) => `sticks out: ${named(element)}`);
  const small = all
    .filter((element) => element.matches("button:not(.badge), select, summary, a[href]:not(p a, li a, td a, dd a), input:not([type=checkbox], [type=radio], .visually-hidden)"))
    .filter((element) => !isInScroller(element) && element.getBoundingClientRect().height < 44)
    .map((element) => `only ${Math.round(element.getBoundingClientRect().height)} px high: ${named(element)}`);
  return [...new Set([...found.slice(0, 5), ...small])];
}
