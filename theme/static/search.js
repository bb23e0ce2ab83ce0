// The list of pages says everything; with this script, and an index, it can also be searched.
const form = document.querySelector(".search");
const [field, told, found] = [form.querySelector("input"), form.querySelector("p"), form.querySelector("ol")];
const pagefind = await import("../pagefind/pagefind.js");
await pagefind.init();
form.hidden = false;
const gap = "\u200a"; // where the index parts l’ from what follows
let last = 0;
const search = async () => {
  const turn = ++last;
  const words = field.value.trim().replace(/(?<![\p{L}])([cdjlmnst]|qu)['’](?=\p{L})/giu, ""); // d’urgence: urgence
  const { results } = words ? await pagefind.search(words) : { results: [] };
  const pages = await Promise.all(results.slice(0, 10).map((one) => one.data()));
  if (turn !== last) return;
  told.textContent = !words ? "" : pages.length ? form.dataset.found.replace("{count}", results.length) : form.dataset.nothing;
  found.replaceChildren(...pages.map((page) => {
    const [item, link, excerpt] = ["li", "a", "p"].map((tag) => document.createElement(tag));
    link.href = page.url;
    link.textContent = page.meta.title.replaceAll(gap, "");
    excerpt.innerHTML = page.excerpt.replaceAll(gap, ""); // our own pages' text, escaped by pagefind
    item.append(link, excerpt);
    return item;
  }));
};
field.addEventListener("input", search);
form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
