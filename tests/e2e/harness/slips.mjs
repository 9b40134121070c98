// The slips of an invitation sheet.

/** What stands on the slips: name, code, and the link that the QR code holds. */
export function slipsOf(page) {
  return page.$$eval(".slip", (slips) =>
    slips.map((slip) => ({
      name: slip.querySelector("h2").textContent,
      code: slip.querySelector(".code").textContent,
      link: slip.dataset.link,
    })),
  );
}
