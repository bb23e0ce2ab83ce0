// The form of another server is loaded by a click, never before. Without this script the plain link remains.
for (const gate of document.querySelectorAll(".gate")) {
  const button = gate.querySelector("button");
  gate.hidden = false;
  button.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.title = gate.dataset.title;
    frame.src = gate.dataset.address;
    frame.referrerPolicy = "no-referrer";
    frame.tabIndex = 0;
    button.replaceWith(frame);
    frame.focus();
  });
}
