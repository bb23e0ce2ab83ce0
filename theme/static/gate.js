// The form of another server is loaded by a click, never before. Without this script the plain link remains.
const source = new URLSearchParams(location.search).get("src") ?? "";
const carried = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$/.test(source) ? source : "";
// What brought somebody here goes along: where the address has a place for it, or at its end.
const carry = (address) => {
  if (/\{src\}|%7Bsrc%7D/i.test(address)) return address.replace(/\{src\}|%7Bsrc%7D/gi, carried);
  const url = new URL(address);
  url.searchParams.set("src", carried);
  return url.href;
};
if (carried) for (const link of document.querySelectorAll("a[data-carry]")) link.href = carry(link.dataset.carry);
for (const gate of document.querySelectorAll(".gate")) {
  const button = gate.querySelector("button");
  gate.hidden = false;
  button.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.title = gate.dataset.title;
    frame.src = carried ? carry(gate.dataset.carry) : gate.dataset.address;
    frame.referrerPolicy = "no-referrer";
    frame.tabIndex = 0;
    button.replaceWith(frame);
    frame.focus();
  });
}
