// Search while one types: the same page is asked for, and its results are put in place of those shown.
const form = document.getElementById("search");
const results = document.getElementById("results");
let asked = null;
let waiting = 0;

async function ask() {
  const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
  asked?.abort();
  asked = new AbortController();
  try {
    const answer = await fetch(address, { signal: asked.signal });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    results.replaceChildren(...page.getElementById("results").childNodes);
    history.replaceState(null, "", address);
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}

function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(ask, 120);
}
form.addEventListener("input", soon);
form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
