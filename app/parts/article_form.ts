/** The form of an article. */

import type { Article } from "../desk/mod.ts";
import { FieldEdit } from "../desk/second/mod.ts";
import type { Ui } from "./ui.ts";

const toValues = ({ title, body, tags, audience, language }: Article) => ({
  ...{ title, body, audience, tags: tags.join(", "), language: language ?? "" },
});
const EMPTY = { title: "", body: "", tags: "", audience: "internal", language: "" };

/** Writes a new article, or changes one. */
export function askToWriteArticle(ui: Ui, article?: Article): void {
  const { desk, words: { value: { fields, knowledge: words, save } } } = ui;
  const values = article === undefined ? EMPTY : toValues(article);
  ui.form.value = {
    key: `article ${article?.id ?? ""}`,
    title: article === undefined ? words.create : words.edit,
    fields: [
      { name: "title", label: words.title, value: values.title, isRequired: true },
      { name: "body", label: words.body, kind: "page", value: values.body, isRequired: true },
      { name: "tags", label: fields.tags, value: values.tags, hint: words.tagsHint },
      {
        ...{ name: "audience", label: words.audience, kind: "choice", value: values.audience } as const,
        options: Object.entries(words.audiences),
      },
      { name: "language", label: words.language, value: values.language, hint: words.languageHint },
    ],
    submit: save,
    async run(values) {
      if (article === undefined) {
        return desk.go({ place: "article", id: await desk.getPlaces().knowledge.save(values, {}) });
      }
      const others = await edit(ui, article).save(values);
      if (others === undefined) await desk.getPlaces().knowledge.open(article.id);
      return others;
    },
  };
}

const edits = new WeakMap<Article, FieldEdit>();

/** The same edit for every attempt: it knows what the person has seen. */
function edit({ desk }: Ui, article: Article): FieldEdit {
  const { knowledge } = desk.getPlaces();
  const { id, revision } = article;
  const known = edits.get(article) ?? new FieldEdit({
    start: { revision, values: toValues(article) },
    async read() {
      const now = await knowledge.read(id);
      return { revision: now.revision, values: toValues(now) };
    },
    write: (changes, expected_revision) => knowledge.save(changes, { id, expected_revision }),
  });
  edits.set(article, known);
  return known;
}
