/** The clipboard. */

/**
 * Put a text on it, also where the page is not from a trusted address.
 * @param {string} text
 */
export async function write(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.body.appendChild(document.createElement("textarea"));
    area.value = text;
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}
