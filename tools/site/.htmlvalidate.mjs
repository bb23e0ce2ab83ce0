// What html-validate asks of each page. Each exception, and why.
export default {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document", "html-validate:a11y"],
  rules: {
    "doctype-style": ["error", { style: "lowercase" }], // both are right
    "form-dup-name": ["error", { shared: ["radio", "checkbox"] }], // the answers to one question share its name
    "require-sri": ["error", { target: "crossorigin" }], // everything comes from the site itself
    "tel-non-breaking": "off", // the style sheet keeps numbers in one piece
    "valid-id": ["error", { relaxed: true }], // a field is called as its answer is
  },
};
