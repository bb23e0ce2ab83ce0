// --- what every form has in common ---------------------------------------------------------------------------

/**
 * Makes every form, or brings it up to date; prints the addresses. Run this, and run it again after each change.
 */
function createForms() {
  const properties = PropertiesService.getScriptProperties();
  const began = new Date().getTime();
  const left = BUILDERS.filter(function (one) { return !properties.getProperty("done." + one.key); });
  const made = [];
  while (left.length && new Date().getTime() - began < LONGEST) {
    const next = left[0];
    made.push(next.build());
    properties.setProperty("done." + next.key, "yes");
    left.shift();
  }
  if (left.length) LINES.push("", SAY.again.replace("{count}", String(left.length)));
  else BUILDERS.forEach(function (one) { properties.deleteProperty("done." + one.key); });
  Logger.log(LINES.join("\n"));
  LINES.length = 0;
  return made;
}

/** Milliseconds after which no other form is begun: Google stops a script after six minutes. */
const LONGEST = 4 * 60 * 1000;

/**
 * Forgets forms that somebody deleted for good, so that createForms makes new ones in their place.
 */
function forgetDeletedForms() {
  const properties = PropertiesService.getScriptProperties();
  properties.getKeys().filter(function (key) { return key.indexOf("form.") === 0; }).forEach(function (key) {
    try {
      FormApp.openById(properties.getProperty(key) || "");
    } catch (error) {
      properties.deleteProperty(key);
    }
  });
}

/** @type {string[]} */
const LINES = [];

/**
 * The form that was made last time, or a new one. A form that cannot be opened is never silently made again.
 * @param {string} key
 * @param {string} title
 * @returns {GoogleAppsScript.Forms.Form}
 */
function openForm(key, title) {
  const properties = PropertiesService.getScriptProperties();
  const id = properties.getProperty("form." + key);
  if (!id) {
    const made = FormApp.create(title);
    properties.setProperty("form." + key, made.getId());
    return made;
  }
  try {
    return FormApp.openById(id);
  } catch (error) {
    throw new Error(SAY.cannotOpen.replace("{form}", key) + " (" + error + ")");
  }
}

/**
 * Anybody may answer: no account, no address collected, no file.
 * @param {GoogleAppsScript.Forms.Form} form
 */
function openToEverybody(form) {
  // Google documents setPublished; its published types do not know it yet. Unpublished forms take no answers.
  const known = /** @type {{setPublished?: (enabled: boolean) => unknown}} */ (/** @type {unknown} */ (form));
  if (known.setPublished) known.setPublished(true);
  form.setCollectEmail(false);
  form.setLimitOneResponsePerUser(false);
  form.setAllowResponseEdits(false);
  form.setShuffleQuestions(false);
  form.setProgressBar(true);
  form.setAcceptingResponses(true);
  try {
    form.setRequireLogin(false);
  } catch (error) {
    // Only organisations with a Google domain can ask for an account; elsewhere there is nothing to turn off.
  }
}

/**
 * The item that was made last time for a question, if it is still there and of the same type.
 * @param {GoogleAppsScript.Forms.Form} form
 * @param {string} key
 * @param {GoogleAppsScript.Forms.ItemType} type
 * @returns {GoogleAppsScript.Forms.Item | null}
 */
function findItem(form, key, type) {
  const id = PropertiesService.getScriptProperties().getProperty("item." + key);
  const item = id ? form.getItemById(Number(id)) : null;
  return item && item.getType() === type ? item : null;
}

/**
 * Puts items in their order, remembers them, and removes those of questions that are asked no longer.
 * What somebody added by hand stays, at the end.
 * @param {GoogleAppsScript.Forms.Form} form
 * @param {string} key
 * @param {{key: string, item: {getId(): number, getIndex(): number}}[]} placed
 */
function arrange(form, key, placed) {
  const properties = PropertiesService.getScriptProperties();
  const kept = placed.map(function (one) { return String(one.item.getId()); });
  properties.getKeys().filter(function (name) { return name.indexOf("item." + key + ".") === 0; }).forEach(function (name) {
    const id = properties.getProperty(name) || "";
    const item = kept.indexOf(id) < 0 ? form.getItemById(Number(id)) : null;
    if (item) form.deleteItem(item);
    properties.deleteProperty(name);
  });
  placed.forEach(function (one, position) {
    if (one.item.getIndex() !== position) form.moveItem(one.item.getIndex(), position);
    properties.setProperty("item." + one.key, String(one.item.getId()));
  });
}

/**
 * Answers go to the spreadsheet. A form that is linked already stays so: linking it again would send every answer twice.
 * @param {GoogleAppsScript.Forms.Form} form
 */
function linkSpreadsheet(form) {
  const id = answersId();
  if (destinationOf(form) !== id) form.setDestination(FormApp.DestinationType.SPREADSHEET, id);
}

/**
 * @param {GoogleAppsScript.Forms.Form} form
 * @returns {string}
 */
function destinationOf(form) {
  try {
    return form.getDestinationId();
  } catch (error) {
    return "";
  }
}

/**
 * The spreadsheet named above, or one that is made the first time.
 * @returns {string}
 */
function answersId() {
  const properties = PropertiesService.getScriptProperties();
  const id = ANSWERS || properties.getProperty("answers");
  if (id) return id;
  const made = SpreadsheetApp.create(SAY.answers).getId();
  properties.setProperty("answers", made);
  return made;
}

/**
 * Notes the addresses of a form: to share, to embed, for posters and partners, filled in as an example, and to edit.
 * @param {GoogleAppsScript.Forms.Form} form
 * @param {string} key
 * @param {GoogleAppsScript.Forms.ItemResponse[]} examples
 * @param {GoogleAppsScript.Forms.ItemResponse[]} sources where {src} is filled in, if the form asks for it
 * @returns {{key: string, id: string, published: string, embedded: string, prefilled: string, campaign: string}}
 */
function tellAddresses(form, key, examples, sources) {
  const published = form.getPublishedUrl();
  const prefilled = prefill(form, examples);
  const campaign = sources.length ? prefill(form, sources).replace(/%7Bsrc%7D/gi, "{src}") : "";
  const embedded = published + "?embedded=true";
  LINES.push("", key, SAY.share + published, SAY.embed + embedded);
  if (campaign) LINES.push(SAY.campaign + campaign);
  LINES.push(SAY.prefill + prefilled, SAY.edit + form.getEditUrl());
  return { key: key, id: form.getId(), published: published, embedded: embedded, prefilled: prefilled, campaign: campaign };
}

/**
 * The address of a form in which some answers stand already.
 * @param {GoogleAppsScript.Forms.Form} form
 * @param {GoogleAppsScript.Forms.ItemResponse[]} answers
 * @returns {string}
 */
function prefill(form, answers) {
  return answers.reduce(function (response, answer) {
    return response.withItemResponse(answer);
  }, form.createResponse()).toPrefilledUrl();
}
