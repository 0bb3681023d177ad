import type { IndexView, TermPostings } from "./search_source.ts";

/** Restricts a view of the index to the terms with a prefix, which they do not have in this view. */
export function withTermPrefix(view: IndexView, prefix: string): IndexView {
  return {
    async readTerms(terms) {
      const found = await view.readTerms(terms.map((term) => prefix + term));
      return found.map((postings, index) => new PrefixedPostings(terms[index]!, postings));
    },
    async listTerms(start, limit) {
      return (await view.listTerms(prefix + start, limit)).map((term) => term.slice(prefix.length));
    },
    listUpdated: (range) => view.listUpdated(range),
  };
}

/** The postings of a term under its name without the prefix. */
class PrefixedPostings implements TermPostings {
  constructor(readonly term: string, private readonly postings: TermPostings) {}

  get count(): number {
    return this.postings.count;
  }

  get lengths(): number {
    return this.postings.lengths;
  }

  get last(): number {
    return this.postings.last;
  }

  readCount: TermPostings["readCount"] = () => this.postings.readCount();
  readAll: TermPostings["readAll"] = () => this.postings.readAll();
  readFor: TermPostings["readFor"] = (numbers) => this.postings.readFor(numbers);
}
