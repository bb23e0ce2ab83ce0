// One group of questions at a time. Without this script, all questions stand on one page and work as well.
const form = document.querySelector("form.sheet");
const steps = form ? [...form.querySelectorAll(".step")] : [];
if (steps.length > 2 && !document.querySelector(".errors, .checking")) {
  const words = form.dataset;
  const bar = document.createElement("div");
  bar.className = "walk";
  const place = document.createElement("p");
  place.setAttribute("role", "status");
  const button = (label, quiet, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    if (quiet) made.className = "quiet";
    made.addEventListener("click", act);
    return made;
  };
  let now = 0;
  const show = (step, focus) => {
    now = step;
    steps.forEach((one, at) => one.classList.toggle("now", at === now));
    form.classList.toggle("last", now === steps.length - 1);
    place.textContent = words.progress.replace("{now}", now + 1).replace("{total}", steps.length);
    back.hidden = now === 0;
    next.hidden = now === steps.length - 1;
    if (focus) {
      const title = steps[now].querySelector("h2");
      title.focus({ preventScroll: true });
      title.scrollIntoView({ block: "start" });
    }
  };
  const tooYoung = () => form.querySelector('[name="adult"][value="no"]:checked');
  // Somebody under age is told at once, and writes nothing.
  const next = button(words.next, false, () => (tooYoung() ? form.submit() : show(now + 1, true)));
  const back = button(words.back, true, () => show(now - 1, true));
  const all = button(words.all, true, () => {
    form.classList.remove("walking");
    bar.remove();
  });
  bar.append(next, back, all, place);
  form.querySelector(".send").before(bar);
  form.classList.add("walking");
  show(0, false);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input") && now < steps.length - 1 && bar.isConnected) {
      event.preventDefault();
      next.click();
    }
  });
}
document.querySelector(".errors")?.focus();
