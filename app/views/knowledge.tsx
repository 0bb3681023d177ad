/** The knowledge base: a list of articles, and one of them. */

import { type Article, type ArticleRow, formatRoute } from "../desk/mod.ts";
import { Damage } from "../parts/damage.tsx";
import { askToWriteArticle } from "../parts/article_form.ts";
import { Markdown, toPlainText } from "../parts/markdown.tsx";
import { Opened } from "../parts/opened.tsx";
import { SearchField } from "../parts/search_field.tsx";
import { Empty, Failure, Skeleton } from "../parts/state.tsx";
import { Time } from "../parts/time.tsx";
import { useDesk } from "../parts/ui.ts";

export function KnowledgeView({ query }: { query: string }) {
  const { ui, desk, words } = useDesk();
  const { knowledge } = desk.getPlaces();
  const isLoading = knowledge.state.value === "loading" && knowledge.list.value.length === 0;
  return (
    <section class="page" aria-labelledby="knowledge">
      <header class="bar">
        <h1 id="knowledge">{words.places.knowledge}</h1>
        {mayWrite(desk) && <button type="button" onClick={() => askToWriteArticle(ui)}>{words.knowledge.create}
        </button>}
        <SearchField
          label={words.knowledge.search}
          query={query}
          search={(query) => desk.go({ place: "knowledge", query })}
        />
      </header>
      <div class="scroller" tabIndex={-1}>
        {knowledge.state.value === "failed"
          ? <Failure error={knowledge.error.value} retry={() => void knowledge.search(query)} />
          : isLoading
          ? <Skeleton rows={8} label={words.states.loading} />
          : (
            <>
              <Damage damaged={knowledge.damaged.value} />
              <List query={query} />
            </>
          )}
      </div>
    </section>
  );
}

function mayWrite({ session }: ReturnType<typeof useDesk>["desk"]): boolean {
  return !session.isReadOnly.value && session.has("save_article");
}

function List({ query }: { query: string }) {
  const { desk, words } = useDesk();
  const { knowledge } = desk.getPlaces();
  const articles = knowledge.list.value;
  if (articles.length === 0) {
    return <Empty title={query === "" ? words.knowledge.emptyBase : words.knowledge.empty} />;
  }
  return (
    <>
      <ArticleList articles={articles} />
      {knowledge.cursor.value !== null && (
        <p class="more">
          <button type="button" onClick={() => void knowledge.searchMore(query)}>{words.customers.more}</button>
        </p>
      )}
    </>
  );
}

export function ArticleList({ articles }: { articles: readonly ArticleRow[] }) {
  return (
    <ul class="hits">
      {articles.map((article) => (
        <li key={article.id}>
          <a href={formatRoute({ place: "article", id: article.id })}>
            <span class="hit-head">
              <bdi class="strong">{article.title}</bdi> <Marks article={article} />
            </span>
            {article.excerpt && <span class="low clamp" dir="auto">{toPlainText(article.excerpt)}</span>}
          </a>
        </li>
      ))}
    </ul>
  );
}

function Marks({ article: { tags, audience, archived } }: { article: ArticleRow }) {
  const { words: { knowledge: words } } = useDesk();
  return (
    <>
      {archived && <span class="tag">{words.archived}</span>}
      <span class="tag">{words.audiences[audience]}</span>
      {tags.map((tag) => <bdi key={tag} class="tag">{tag}</bdi>)}
    </>
  );
}

export function ArticleView({ id }: { id: string }) {
  const { desk, words } = useDesk();
  const { knowledge } = desk.getPlaces();
  const open = () => void knowledge.open(id);
  return (
    <Opened<ArticleRow, Article>
      directory={knowledge}
      name={id}
      missing={words.knowledge.missing}
      list={{ place: "knowledge", query: "" }}
      rows={6}
      retry={open}
    >
      {(article) => <Loaded article={article} />}
    </Opened>
  );
}

function Loaded({ article }: { article: Article }) {
  const { ui, desk, words } = useDesk();
  const archive = () => desk.getPlaces().knowledge.archive(article).catch((error) => desk.notices.fail(error));
  return (
    <section class="page" aria-labelledby="article">
      <header class="bar">
        <h1 id="article" dir="auto">{article.title}</h1>
        {mayWrite(desk) && (
          <>
            <button type="button" class="quiet" onClick={() => void archive()}>
              {article.archived ? words.knowledge.restore : words.knowledge.archive}
            </button>
            <button type="button" onClick={() => askToWriteArticle(ui, article)}>{words.customers.editShort}</button>
          </>
        )}
      </header>
      <div class="scroller" tabIndex={0}>
        <article class="article">
          <p class="hit-head low">
            <Marks article={article} />
            {article.language !== null && <span>{article.language}</span>}
            <span>
              {words.fields.updated} <Time at={article.updated_at} />
            </span>
          </p>
          <Markdown text={article.body} />
        </article>
      </div>
    </section>
  );
}
