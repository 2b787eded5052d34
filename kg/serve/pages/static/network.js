// The drawing of what is around a thing. Names and addresses come from the server as data and go in as text.
const [box, form, canvas, chosen] = ["drawing", "kinds", "canvas", "chosen"].map((id) => document.getElementById(id));
const LINES = { asserted: "solid", planned: "dashed", potential: "dotted", negated: "dashed" };

if (box) {
  box.hidden = false;
  start();
}

function make(tag, text, parent, attributes = {}) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text) element.textContent = text;
  parent.append(element);
  return element;
}

function start() {
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const drawing = cytoscape({
    container: canvas, minZoom: 0.2, maxZoom: 3,
    style: [
      { selector: "node", style: {
        label: "data(name)", "background-color": "data(colour)", width: 18, height: 18, "font-size": 11,
        color: colour("--text"), "text-outline-color": colour("--card"), "text-outline-width": 2,
        "text-valign": "bottom", "text-margin-y": 3, "text-wrap": "ellipsis", "text-max-width": 130, "min-zoomed-font-size": 7,
      } },
      { selector: "node.opened", style: { width: 28, height: 28, "font-weight": "bold", "font-size": 13 } },
      { selector: "node:selected", style: { "border-width": 4, "border-color": colour("--link") } },
      { selector: "edge", style: {
        width: "mapData(sources, 1, 20, 1.2, 5)", "line-style": "data(line)", "line-color": colour("--line"), "curve-style": "bezier",
        "target-arrow-shape": "triangle", "target-arrow-color": colour("--line"), "arrow-scale": 0.7,
      } },
      { selector: "edge.near", style: { "line-color": colour("--link"), "target-arrow-color": colour("--link"), "z-index": 2 } },
      { selector: ".gone", style: { display: "none" } },
    ],
  });
  const left = new Map();

  async function open(address) {
    const answer = await fetch(`${address}?format=json`);
    if (!answer.ok) return;
    const { centre, nodes, edges, left_out: more } = await answer.json();
    const known = drawing.getElementById(centre.id);
    const near = known.nonempty() ? known.position() : { x: 0, y: 0 };
    for (const node of [centre, ...nodes]) {
      if (drawing.getElementById(node.id).empty()) drawing.add({ group: "nodes", data: node, position: { ...near } });
    }
    for (const edge of edges) {
      if (drawing.getElementById(edge.id).empty()) drawing.add({ group: "edges", data: { ...edge, line: LINES[edge.status] } });
    }
    left.set(centre.id, more);
    drawing.getElementById(centre.id).addClass("opened");
    addKinds();
    sift();
    drawing.layout({
      name: "concentric", animate: false, fit: true, padding: 40, minNodeSpacing: canvas.clientWidth < 600 ? 12 : 34,
      concentric: (node) => (node.hasClass("opened") ? 3 : 1) + Math.min(node.degree(), 9) / 10, levelWidth: () => 1,
      ...(drawing.nodes(".opened").length > 1 ? { name: "cose", randomize: true, nodeRepulsion: () => 12000, idealEdgeLength: () => 90 } : {}),
    }).run();
    tell(drawing.getElementById(centre.id));
  }

  function addKinds() {
    const there = new Set([...form.querySelectorAll("input")].map((input) => input.value));
    for (const kind of [...new Set(drawing.nodes().map((node) => node.data("kind")))].sort()) {
      if (there.has(kind)) continue;
      const label = make("label", "", form.firstElementChild, { class: "choice" });
      const input = make("input", "", label, { type: "checkbox", value: kind });
      input.checked = true;
      label.append(" ");
      make("span", kind, label, { class: `kind kind-${kind}` });
    }
  }

  function sift() {
    const kinds = new Set([...form.querySelectorAll("input:checked")].map((input) => input.value));
    drawing.nodes().forEach((node) => { node.toggleClass("gone", !kinds.has(node.data("kind"))); });
  }

  function tell(node) {
    drawing.elements().removeClass("near");
    drawing.nodes().unselect();
    node.select();
    node.connectedEdges().addClass("near");
    chosen.replaceChildren();
    const title = make("h2", "", chosen);
    make("a", node.data("name"), title, { href: node.data("page") });
    const kind = make("p", "", chosen);
    make("span", node.data("kind"), kind, { class: `kind kind-${node.data("kind")}` });
    if (!node.hasClass("opened")) walk(node, kind, "Walk on from here", `Walk on from ${node.data("name")}`);
    else if (left.get(node.id())) make("p", `${left.get(node.id())} more things are on its page.`, chosen);
    const list = make("ul", "", chosen);
    for (const edge of node.connectedEdges().toArray().slice(0, 40)) tellEdge(edge, node, list);
  }

  function walk(node, parent, text, label) {
    const button = make("button", text, parent, { type: "button", class: "walk", "aria-label": label });
    button.addEventListener("click", async () => {
      await open(node.data("network"));
      chosen.querySelector("a").focus();
    });
  }

  function tellEdge(edge, node, list) {
    const item = make("li", "", list);
    for (const end of [edge.source(), null, edge.target()]) {
      if (!end) item.append(` ${edge.data("phrase")} `);
      else if (end.same(node)) item.append(end.data("name"));
      else make("a", end.data("name"), item, { href: end.data("page") });
    }
    item.append(" ");
    if (edge.data("status") !== "asserted") make("span", edge.data("status"), item, { class: `status ${edge.data("status")}` });
    item.append(" ");
    make("a", `words (${edge.data("sources")})`, item, { href: edge.data("words") });
    const other = edge.connectedNodes().filter((end) => !end.same(node));
    item.append(" ");
    if (other.nonempty() && !other.hasClass("opened")) walk(other, item, "walk on", `Walk on from ${other.data("name")}`);
  }

  drawing.on("tap", "node", ({ target }) => tell(target));
  drawing.on("dbltap", "node", ({ target }) => open(target.data("network")));
  form.addEventListener("change", sift);
  open(box.dataset.start);
}
