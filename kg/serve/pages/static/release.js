// A click on a fact shows its words, a click on highlighted words shows their facts, without loading the page anew.
const told = document.getElementById("told");
const facts = [...document.querySelectorAll("[data-fact]")];
const marks = [...document.querySelectorAll("[data-facts]")];
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const whole = !new URLSearchParams(location.search).has("place");

function choose(keys) {
  for (const fact of facts) fact.classList.toggle("chosen", keys.includes(fact.dataset.fact));
  for (const mark of marks) mark.classList.toggle("chosen", mark.dataset.facts.split(" ").some((key) => keys.includes(key)));
}

function show(element) {
  element.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
  element.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest("a.show");
  const mark = event.target.closest("a.mark");
  if (link) {
    const { fact } = link.closest("[data-fact]").dataset;
    choose([fact]);
    show(marks.find((each) => each.dataset.facts.split(" ").includes(fact)));
    history.replaceState(null, "", link.getAttribute("href"));
  } else if (mark && whole) {
    const keys = mark.dataset.facts.split(" ");
    choose(keys);
    told.textContent = `${keys.length} of ${facts.length} told by the words chosen.`;
    show(facts.find((fact) => keys.includes(fact.dataset.fact)).querySelector("a.show"));
  } else {
    return;
  }
  event.preventDefault();
});
