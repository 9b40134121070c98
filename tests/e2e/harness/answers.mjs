// Typing answers into questions and reading them back, whatever the type.
//
// A question is `[data-path][data-type]` around native inputs; values are text as XForms
// stores it. People type numbers and dates the Vietnamese way, so the tests do.

/** The questions on the page now, in order: path, type, whether they can be edited. */
export function questions(page) {
  return page.$$eval("[data-path]", (containers) =>
    containers
      .filter((container) => container.checkVisibility())
      .map((container) => {
        const inputs = [...container.querySelectorAll("input, select, textarea")];
        return {
          path: container.dataset.path,
          type: container.dataset.type,
          isEditable: inputs.some((input) => !input.matches(":disabled") && !input.readOnly),
          choices: inputs
            .flatMap((input) => (input.tagName === "SELECT" ? [...input.options] : [input]))
            .map((choice) => choice.value)
            .filter((value) => value !== ""),
        };
      }),
  );
}

/** Types a value into a question and leaves it. */
export async function type(page, { path, type }, value) {
  const container = page.locator(`[data-path="${path}"]`);
  switch (type) {
    case "select_one": {
      const list = container.locator("select");
      if ((await list.count()) > 0) await list.selectOption(value);
      else await container.locator(`input[value="${value}"]`).check();
      return;
    }
    case "select_multiple": {
      const wanted = new Set(value.split(" ").filter(Boolean));
      for (const box of await container.locator("input[type=checkbox]").all()) {
        await box.setChecked(wanted.has(await box.getAttribute("value")));
      }
      return;
    }
    case "acknowledge":
      await container.locator("input[type=checkbox]").setChecked(value === "OK");
      return;
    default: {
      const input = container.locator("input, textarea").first();
      const text = asTyped(type, value);
      await input.fill("");
      // Long texts go in as if pasted, short ones key by key.
      if (text.length > 24) await input.fill(text);
      else await input.pressSequentially(text);
      await input.press("Tab");
    }
  }
}

/** The value that a question shows, as XForms stores it. */
export async function read(page, path) {
  const raw = await page.locator(`[data-path="${path}"]`).evaluate((container) => {
    const type = container.dataset.type;
    const list = container.querySelector("select");
    if (list) return { type, value: list.value };
    const chosen = [...container.querySelectorAll("input:checked")].map((input) => input.value);
    // Beside the choices there may be a box to search them.
    const field = type.startsWith("select") ? null : container.querySelector("textarea, input:not([type=checkbox])");
    return { type, value: field ? field.value : chosen.join(" ") };
  });
  return asStored(raw.type, raw.value);
}

/** A stored value the way a person in Vietnam types it. */
export function asTyped(type, value) {
  if (type === "decimal") return value.replace(".", ",");
  const date = value.match(/^(\d{4})-(\d{2})-(\d{2})$/);
  return type === "date" && date ? `${Number(date[3])}/${Number(date[2])}/${date[1]}` : value;
}

/** What a field shows the way it is stored. */
export function asStored(type, text) {
  switch (type) {
    case "integer":
      return text.replaceAll(/[.\s]/g, "");
    case "decimal":
      return text.replaceAll(/[.\s]/g, "").replace(",", ".");
    case "date": {
      const date = text.match(/^(\d{1,2})\/(\d{1,2})\/(\d{4})$/);
      return date ? `${date[3]}-${date[2].padStart(2, "0")}-${date[1].padStart(2, "0")}` : text;
    }
    case "acknowledge":
      return text === "" ? "" : "OK";
    case "select_multiple":
      return canonical(type, text);
    default:
      return text;
  }
}

/** A stored value in its one form: the order of several choices means nothing. */
export function canonical(type, value) {
  return type === "select_multiple" ? value.split(" ").sort().join(" ") : value;
}
