/** The results of a search in everything, with the words around each match. */

import { formatRoute, type SearchResults } from "../desk/mod.ts";
import { Damage } from "../parts/damage.tsx";
import { explainError } from "../parts/explain_error.ts";
import { StatusIcon } from "../parts/icons.tsx";
import { renderMarked } from "../parts/marked.tsx";
import { SearchField } from "../parts/search_field.tsx";
import { Empty, Failure, Skeleton } from "../parts/state.tsx";
import { useDesk } from "../parts/ui.ts";
import { ArticleList } from "./knowledge.tsx";

export function SearchView({ query }: { query: string }) {
  const { desk, words } = useDesk();
  const { search } = desk.getPlaces();
  return (
    <section class="page" aria-labelledby="search">
      <header class="bar">
        <h1 id="search">{words.places.search}</h1>
        <SearchField label={words.search.label} query={query} search={(query) => desk.go({ place: "search", query })} />
      </header>
      <div class="scroller" tabIndex={-1} aria-busy={search.state.value === "loading"}>
        <Results query={query} />
      </div>
    </section>
  );
}

function Results({ query }: { query: string }) {
  const { desk, words } = useDesk();
  const { search } = desk.getPlaces();
  const { tickets, articles, customers } = search.results.value;
  if (search.state.value === "failed") {
    return <Failure error={search.error.value} retry={() => void search.find(query)} />;
  }
  if (tickets.length + articles.length + customers.length === 0) {
    if (search.state.value === "loading") return <Skeleton rows={6} label={words.states.loading} />;
    return (
      <>
        <Damage damaged={search.damaged.value} />
        <Empty title={query === "" ? words.search.start : words.palette.empty} />
        <Failures />
      </>
    );
  }
  return (
    <>
      <Damage damaged={search.damaged.value} />
      {tickets.length > 0 && <Tickets tickets={tickets} query={query} />}
      {articles.length > 0 && (
        <>
          <Title text={words.places.knowledge} href={formatRoute({ place: "knowledge", query })} />
          <ArticleList articles={articles} />
        </>
      )}
      {customers.length > 0 && <Customers customers={customers} query={query} />}
      <Failures />
    </>
  );
}

/** Says which kinds are missing from the results, and why. */
function Failures() {
  const { desk, words } = useDesk();
  const { search } = desk.getPlaces();
  const names = { tickets: words.places.queue, articles: words.places.knowledge, customers: words.places.customers };
  return (
    <>
      {search.failures.value.map(({ kind, error }) => (
        <p key={kind} class="low page-title" role="alert" dir="auto">
          {words.search.failed(names[kind])} {explainError(error, words).text}
        </p>
      ))}
    </>
  );
}

function Title({ text, href }: { text: string; href: string }) {
  const { words } = useDesk();
  return (
    <h2 class="page-title section-head">
      {text} <a class="accent" href={href} aria-label={`${text}: ${words.search.all}`}>{words.search.all}</a>
    </h2>
  );
}

function Tickets({ tickets, query }: Pick<SearchResults, "tickets"> & { query: string }) {
  const { words } = useDesk();
  return (
    <>
      <Title text={words.places.queue} href={formatRoute({ place: "queue", view: "all", filter: query })} />
      <ul class="hits">
        {tickets.map(({ id, subject, status, customer, customer_name, match }) => (
          <li key={id}>
            <a href={formatRoute({ place: "ticket", id })}>
              <span class="hit-head">
                <StatusIcon status={status} label={words.status[status]} /> <span class="id low">#{id}</span>
                <bdi class="strong">
                  {renderMarked(subject, query)}
                </bdi>{" "}
                <bdi class="low" title={customer}>{customer_name ?? customer}</bdi>
              </span>
              {match?.excerpt && (
                <span class="low clamp" dir="auto">
                  {renderMarked(match.excerpt, query)}
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

function Customers({ customers, query }: Pick<SearchResults, "customers"> & { query: string }) {
  const { words } = useDesk();
  return (
    <>
      <Title text={words.places.customers} href={formatRoute({ place: "customers", query })} />
      <ul class="hits">
        {customers.map(({ email, name, organization }) => (
          <li key={email}>
            <a href={formatRoute({ place: "customer", email })}>
              <span class="hit-head">
                <bdi class="strong">{name || email}</bdi> <bdi class="low">{email}</bdi>{" "}
                <bdi class="low">{organization}</bdi>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
