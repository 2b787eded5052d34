// Terms while one types, and terms at hand put where the caret stands.
const text = document.getElementById("text");
const list = document.getElementById("completions");
const buttons = [...document.querySelectorAll("[data-term]")];
const MOST = 12;
let begin = 0;

if (text) start();

function put(term) {
  text.setRangeText(term, begin, text.selectionEnd, "end");
  close();
  text.focus();
}

function close() {
  list.hidden = true;
  text.removeAttribute("aria-activedescendant");
}

function choose(number) {
  [...list.children].forEach((item, place) => item.setAttribute("aria-selected", place === number));
  const item = list.children[number];
  item.scrollIntoView({ block: "nearest" });
  text.setAttribute("aria-activedescendant", item.id);
}

function suggest() {
  const before = text.value.slice(0, text.selectionStart);
  const [word] = /[\w-]*:?[\w-]*$/.exec(before);
  begin = text.selectionStart - word.length;
  if (word.length < 2 || /[?$]$/.test(before.slice(0, begin))) return close();
  const wanted = word.toLowerCase();
  const local = (term) => term.slice(term.indexOf(":") + 1).toLowerCase();
  const found = buttons.filter(({ dataset }) => dataset.term !== word && (dataset.term.toLowerCase().startsWith(wanted) || local(dataset.term).startsWith(wanted)));
  if (!found.length) return close();
  list.replaceChildren(...found.slice(0, MOST).map((button, number) => {
    const item = document.createElement("li");
    item.id = `completion-${number}`;
    item.role = "option";
    item.textContent = button.dataset.term;
    item.title = button.title;
    item.addEventListener("pointerdown", (event) => { event.preventDefault(); put(button.dataset.term); });
    return item;
  }));
  list.hidden = false;
  choose(0);
}

function start() {
  text.setAttribute("aria-autocomplete", "list");
  text.setAttribute("aria-controls", "completions");
  text.addEventListener("input", suggest);
  text.addEventListener("blur", close);
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return text.form.requestSubmit();
    if (list.hidden) return undefined;
    const now = [...list.children].findIndex((item) => item.getAttribute("aria-selected") === "true");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) choose((now + step + list.children.length) % list.children.length);
    else if (event.key === "Enter" || event.key === "Tab") put(list.children[now].textContent);
    else if (event.key === "Escape") close();
    else return undefined;
    return event.preventDefault();
  });
  for (const button of buttons) button.addEventListener("click", () => { begin = text.selectionStart; put(button.dataset.term); });
}
