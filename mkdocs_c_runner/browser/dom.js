/** Elements, made in one call. */

/**
 * Make an element.
 * @param {string} name
 * @param {Record<string, string | boolean>} attributes  one that is false is left out
 * @param {...(Node | string)} content
 * @returns {HTMLElement}
 */
export function element(name, attributes = {}, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...content);
  return made;
}

/**
 * Make a button.
 * @param {string} text
 * @param {() => void} press
 * @param {Record<string, string | boolean>} attributes
 * @returns {HTMLButtonElement}
 */
export function button(text, press, attributes = {}) {
  const made = element("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", press);
  return /** @type {HTMLButtonElement} */ (made);
}

/**
 * Make a field with its label around it.
 * @param {string} text
 * @param {HTMLElement} field
 * @returns {HTMLElement}
 */
export function labeled(text, field) {
  return element("label", {}, element("span", {}, text), field);
}
