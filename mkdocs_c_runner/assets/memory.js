// Lets readers go from step to step through the memory of a program: by buttons, by a slider and by arrow keys.
// All that it shows stands in the page: a drawing whose pieces know the steps in which they are seen, and a table.
(() => {
  "use strict";

  // "0-3 7 9-" are the steps from 0 to 3, step 7, and all from 9 on.
  const ranges = (text) =>
    text.split(" ").map((range) => {
      const [first, last] = range.split("-");
      return [+first, last === undefined ? +first : last ? +last : Infinity];
    });

  const start = (root) => {
    if (root.dataset.on) return;
    root.dataset.on = "1";
    const bar = root.querySelector(".c-runner-bar");
    const [back, forward] = bar.querySelectorAll("button");
    const slider = bar.querySelector("input");
    const told = bar.querySelector("output");
    const picture = root.querySelector(".c-runner-memory");
    const printed = root.querySelector(".c-runner-so-far > code");
    const [step, line] = [...root.querySelectorAll("th")].map((cell) => cell.textContent);
    const rows = [...root.querySelectorAll("tbody > tr")];
    const pieces = [...root.querySelectorAll("[data-s]")].map((piece) => [piece, ranges(piece.dataset.s)]);
    const moving = [...root.querySelectorAll("[data-at]")].map((group) => [
      group,
      group.dataset.at.split(" ").map((place) => place.split(",").map(Number)),
    ]);
    const figure = root.closest(".c-runner");
    const around = root.dataset.edited ? [] : [figure.previousElementSibling, figure, figure.nextElementSibling];
    const marks = around.flatMap((element) =>
      element ? [...element.querySelectorAll(".c-runner-step")] : [],
    );
    let at = rows.length - 1;

    const show = (wanted) => {
      at = Math.max(0, Math.min(rows.length - 1, wanted));
      for (const [piece, seen] of pieces) {
        piece.classList.toggle("c-runner-away", !seen.some(([first, last]) => first <= at && at <= last));
      }
      for (const [group, places] of moving) {
        const [, x, y] = places.findLast(([from]) => from <= at) || places[0];
        group.style.transform = `translate(${x}px, ${y}px)`;
      }
      const [, number, code, change] = rows[at].cells;
      const place = number.textContent;
      for (const mark of marks) mark.classList.toggle("c-runner-now", mark.dataset.line === place);
      const moment = `${step} ${at + 1}/${rows.length}` + (place && ` · ${line} ${place}: ${code.textContent}`);
      told.textContent = `${moment}\n${change.textContent}`;
      if (printed) {
        const texts = rows.slice(0, at + 1).map((row) => row.cells[4].textContent);
        printed.textContent = texts.join("");
      }
      slider.value = at + 1;
      back.disabled = at === 0;
      forward.disabled = at === rows.length - 1;
    };

    bar.hidden = false;
    if (printed) printed.parentElement.parentElement.hidden = false;
    back.addEventListener("click", () => show(at - 1));
    forward.addEventListener("click", () => show(at + 1));
    slider.addEventListener("input", () => show(slider.value - 1));
    root.addEventListener("keydown", (event) => {
      const scrolls = event.target === picture && picture.scrollWidth > picture.clientWidth;
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!by || scrolls || event.target === slider || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      show(at + by);
    });
    show(0);
  };

  const all = () => document.querySelectorAll(".c-runner-steps").forEach(start);
  document.addEventListener("c-runner-memory", all); // a block was run again
  all();
})();
