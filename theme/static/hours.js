// The table says everything; with this script the sums also count the journey.
for (const form of document.querySelectorAll(".hours")) {
  const output = form.querySelector("output");
  const [meetings, length, journey] = form.querySelectorAll("input");
  const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
  const say = () => {
    const month = meetings.value * (Number(length.value) + journey.value / 60) + 1 / 6;
    const all = month * form.dataset.months + 6.5;
    output.value = form.dataset.say.replace("{month}", number.format(month)).replace("{all}", number.format(all));
  };
  form.hidden = false;
  form.addEventListener("input", say);
  form.addEventListener("submit", (event) => event.preventDefault());
  say();
}
