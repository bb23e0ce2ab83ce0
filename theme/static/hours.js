// The table says everything; with this script the sums also count the journey.
for (const tool of document.querySelectorAll(".hours")) {
  const output = tool.querySelector("output");
  const [meetings, length, journey] = tool.querySelectorAll("input");
  const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
  const say = () => {
    for (const input of [meetings, length, journey]) input.previousElementSibling.textContent = number.format(input.value);
    const month = meetings.value * (Number(length.value) + journey.value / 60) + 1 / 6;
    const all = month * tool.dataset.months + 6.5;
    output.value = tool.dataset.say.replace("{month}", number.format(month)).replace("{all}", number.format(all));
  };
  tool.hidden = false;
  tool.addEventListener("input", say);
  say();
}
