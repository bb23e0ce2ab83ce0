// A strict stand-in for Google's services, made from Google's own type definitions: what they do not define throws.
// node recorder.js FOLDER…: runs createForms of each project in turn, as one account would; prints what came of it.
"use strict";

const fs = require("fs");
const path = require("path");
const gas = require("gas-local");

const TYPES = path.join(path.dirname(require.resolve("@types/google-apps-script/package.json")), "google-apps-script.");
const SUBJECTS = ["forms", "base", "properties", "spreadsheet"];
// Documented by Google, missing from these types.
const ADDED = { Form: { setPublished: [{ takes: ["boolean"], least: 1, returns: "Form" }] } };

// --- Google's definitions ------------------------------------------------------------------------------------

/** One answer in an address, as Google writes it: what is no choice is "other", and said in a field of its own. */
function prefilled({ item, given }) {
  const name = `entry.${item.id}`;
  const known = (item.settings.choices || []).map((choice) => choice.value);
  const said = [].concat(given);
  if (!known.length || said.every((one) => known.includes(one))) return `${name}=${encodeURIComponent(given)}`;
  return `${name}=__other_option__&${name}.other_option_response=${encodeURIComponent(given)}`;
}

function readTypes() {
  const kinds = {}, enums = {};
  for (const subject of SUBJECTS) {
    const text = fs.readFileSync(TYPES + subject + ".d.ts", "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
    for (const [, name, body] of text.matchAll(/interface (\w+)[^{]*\{([\s\S]*?)\n {8}\}/g)) kinds[name] = readKind(body, kinds[name]);
    for (const [, name, body] of text.matchAll(/enum (\w+) \{([\s\S]*?)\}/g)) {
      enums[name] = Object.fromEntries([...body.matchAll(/\w+/g)].map(([value]) => [value, Object.freeze({ enum: name, value })]));
    }
  }
  for (const kind in ADDED) Object.assign(kinds[kind].methods, ADDED[kind]);
  return { kinds, enums };
}

function readKind(body, known) {
  const kind = known || { methods: Object.create(null), enums: Object.create(null) };
  for (const line of body.split("\n")) {
    const method = /^\s+(\w+)\((.*)\): (.+);$/.exec(line);
    if (method) (kind.methods[method[1]] = kind.methods[method[1]] || []).push(readSignature(method[2], method[3]));
    const constants = /^\s+(\w+): typeof (\w+);$/.exec(line);
    if (constants) kind.enums[constants[1]] = constants[2];
  }
  return kind;
}

function readSignature(parameters, returns) {
  const each = parameters ? parameters.split(/, (?=(?:\.\.\.)?\w+\??:)/) : [];
  return {
    takes: each.map((one) => one.replace(/^[^:]+: /, "")),
    least: each.filter((one) => !/^\w+\?:|^\.\.\./.test(one)).length,
    rest: each.some((one) => one.startsWith("...")),
    returns,
  };
}

const { kinds, enums } = readTypes();

function fits(value, type) {
  if (type === "any") return true;
  if (type.endsWith("[]")) return Array.isArray(value) && value.every((one) => fits(one, type.slice(0, -2)));
  if (type === "Integer") return Number.isInteger(value);
  if (["string", "boolean", "number"].includes(type)) return typeof value === type;
  if (enums[type]) return Boolean(value) && value.enum === type;
  return Boolean(value) && value.kind === type;
}

function signatureOf(kind, name, given) {
  const found = kinds[kind].methods[name].find((one) =>
    given.length >= one.least && (one.rest || given.length <= one.takes.length) &&
    given.every((value, at) => fits(value, one.rest ? "any" : one.takes[at])));
  if (!found) throw new TypeError(`${kind}.${name}(${given.map(String).join(", ")}) is not how Google defines it`);
  return found;
}

// --- what an account holds -----------------------------------------------------------------------------------

const world = { forms: [], spreadsheets: [], properties: {}, log: [], calls: 0, deleted: 0 };
let numbers = 1000;

function make(kind, state) {
  if (!kinds[kind]) throw new TypeError(`Google defines no ${kind}`);
  const self = new Proxy(state || {}, {
    get(target, name) {
      if (name === "kind") return kind;
      if (name === "state") return target;
      if (name === Symbol.toPrimitive || name === "toString") return () => `[${kind}]`;
      if (typeof name === "symbol") return undefined;
      if (kinds[kind].enums[name]) return enums[kinds[kind].enums[name]];
      if (!kinds[kind].methods[name]) throw new TypeError(`${kind} has no ${name}`);
      return (...given) => call(self, target, kind, name, given);
    },
    set(target, name) { throw new TypeError(`${kind}.${String(name)} cannot be set`); },
  });
  return self;
}

function call(self, state, kind, name, given) {
  world.calls += 1;
  const signature = signatureOf(kind, name, given);
  const act = (ACTS[kind] || {})[name] || (kind.endsWith("Item") && ACTS.Item[name]);
  if (act) return act(state, self, ...given);
  if (/^(set|show|clear|require|add)/.test(name)) {
    state.settings = Object.assign(state.settings || {}, name.startsWith("clear") ? { [name.replace(/^clear/, "set")]: null } : { [name]: plain(given[0]) });
  }
  if (signature.returns === kind) return self;
  if (signature.returns === "void") return undefined;
  if (kinds[signature.returns]) return make(signature.returns, { settings: state.settings });
  throw new TypeError(`the stand-in does not know what ${kind}.${name} returns`);
}

function plain(value) {
  return value && value.kind ? value.state.settings : value === undefined ? true : value;
}

const ITEM_TYPES = { Text: "TEXT", MultipleChoice: "MULTIPLE_CHOICE", Checkbox: "CHECKBOX", CheckboxGrid: "CHECKBOX_GRID",
  Date: "DATE", PageBreak: "PAGE_BREAK" };

const ACTS = {
  FormApp: {
    create(_, self, title) {
      const form = { id: `form-${world.forms.length + 1}`, settings: { setTitle: title }, items: [] };
      world.forms.push(form);
      return make("Form", form);
    },
    openById(_, self, id) {
      const form = world.forms.find((one) => one.id === id && !one.isGone);
      if (!form) throw new Error("No item with the given ID could be found.");
      return make("Form", form);
    },
  },
  Form: {
    getId: (form) => form.id,
    getPublishedUrl: (form) => `https://docs.example/forms/${form.id}/viewform`,
    getEditUrl: (form) => `https://docs.example/forms/${form.id}/edit`,
    getItemById(form, self, id) {
      const item = form.items.find((one) => one.id === id);
      return item ? make("Item", item) : null;
    },
    moveItem(form, self, from, to) {
      if (!(from in form.items) || !(to in form.items)) throw new Error("Invalid index");
      form.items.splice(to, 0, ...form.items.splice(from, 1));
      return make("Item", form.items[to]);
    },
    deleteItem(form, self, item) {
      form.items.splice(form.items.indexOf(item.state), 1);
      world.deleted += 1;
    },
    setDestination(form, self, type, id) {
      form.destinations = [...(form.destinations || []), id];
      return self;
    },
    getDestinationId(form) {
      if (!form.destinations) throw new Error("The form currently has no response destination.");
      return form.destinations[form.destinations.length - 1];
    },
    setRequireLogin() { throw new Error("This method is only available for Google Workspace users."); },
    createResponse: (form) => make("FormResponse", { form, answers: [] }),
  },
  FormResponse: {
    withItemResponse(response, self, answer) {
      if (!response.form.items.includes(answer.state.item)) throw new Error("Invalid item");
      response.answers.push(answer.state);
      return self;
    },
    toPrefilledUrl(response) {
      const answers = response.answers.map(prefilled);
      return `https://docs.example/forms/${response.form.id}/viewform?usp=pp_url&${answers.join("&")}`;
    },
  },
  Item: {
    getId: (item) => item.id,
    getType: (item) => enums.ItemType[item.type],
    getIndex: (item) => item.form().items.indexOf(item),
    createResponse: (item, self, given) => make("ItemResponse", { item, given }),
    createChoice: (item, self, value, page) => make("Choice", { value, page: page && (page.state ? page.state.id : page.value) }),
    setChoiceValues: (item, self, values) => choose(item, self, values.map((value) => ({ value }))),
    setChoices: (item, self, choices) => choose(item, self, choices.map((choice) => choice.state)),
    setGoToPage(item, self, page) {
      item.settings.setGoToPage = page.state ? page.state.id : page.value;
      return self;
    },
  },
  PropertiesService: { getScriptProperties: () => make("Properties", {}) },
  Properties: {
    getProperty: (_, self, key) => (key in world.properties ? world.properties[key] : null),
    getKeys: () => Object.keys(world.properties),
    setProperty(_, self, key, value) { world.properties[key] = value; return self; },
    deleteProperty(_, self, key) { delete world.properties[key]; return self; },
  },
  SpreadsheetApp: {
    create(_, self, name) {
      world.spreadsheets.push({ id: `sheet-${world.spreadsheets.length + 1}`, name });
      return make("Spreadsheet", world.spreadsheets[world.spreadsheets.length - 1]);
    },
  },
  Spreadsheet: { getId: (sheet) => sheet.id },
  Logger: { log(_, self, said) { world.log.push(said); return self; } },
};

for (const [name, type] of Object.entries(ITEM_TYPES)) {
  ACTS.Form[`add${name}Item`] = (form) => {
    const item = { id: ++numbers, type, settings: {}, form: () => form };
    form.items.push(item);
    return make(`${name}Item`, item);
  };
  ACTS.Item[`as${name}Item`] = (item) => {
    if (item.type !== type) throw new Error(`Invalid conversion for item type: ${item.type}.`);
    return make(`${name}Item`, item);
  };
}

// What Google refuses although its types allow it.
function choose(item, self, choices) {
  const values = choices.map((one) => one.value);
  if (!values.length || values.some((value) => !value.trim())) throw new Error("Choices cannot be empty.");
  if (new Set(values).size < values.length) throw new Error("Questions cannot have duplicate choice values.");
  if (new Set(choices.map((one) => Boolean(one.page))).size > 1) throw new Error("Either all choices lead to a page, or none.");
  item.settings.choices = choices;
  return self;
}

// --- running -------------------------------------------------------------------------------------------------

// A minute passes at each look at the clock where --slow is asked for.
let minute = 0;
class Clock {
  getTime() { return (world.clock = (world.clock || 0) + minute); }
}

const SERVICES = ["FormApp", "PropertiesService", "SpreadsheetApp", "Logger"];
let last = "";
for (const folder of process.argv.slice(2)) {
  if (folder.startsWith("--") && folder !== "--forget") {
    act(folder);
    continue;
  }
  if (folder !== "--forget") last = folder;
  const globals = Object.fromEntries(SERVICES.map((name) => [name, make(name, {})]));
  globals.Date = Clock;
  const project = gas.require(path.resolve(last), globals, { filter: (file) => file.endsWith(".gs") });
  if (folder === "--forget") project.forgetDeletedForms();
  else world.made = project.createForms();
}

// What people do between two runs: --by-hand adds an item, --delete-form deletes the first form for good,
// --slow lets time pass, --forget runs forgetDeletedForms.
function act(step) {
  const form = world.forms[0];
  if (step === "--by-hand") form.items.splice(1, 0, { id: ++numbers, type: "TEXT", settings: { setTitle: "by hand" }, form: () => form });
  if (step === "--delete-form") form.isGone = true;
  if (step === "--slow") minute = 60000;
}

process.stdout.write(JSON.stringify(world, (key, value) => (typeof value === "function" ? undefined : value)));
