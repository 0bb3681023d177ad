/** The counts of a period: its totals, and a pair of bars for each part of it. */

import type { CardReport, CardReportRow } from "../../desk/mod.ts";
import { formatLength } from "../../parts/times.ts";
import { useCard } from "./context.ts";

/** In the units of the drawing. */
const CHART = { width: 640, height: 120 };
const MOST_GROUPS = 6;

export function ReportCard() {
  const { card, cardWords, locale } = useCard();
  const { value: report } = card.report;
  if (report === null) return null;
  const isPeriod = ["day", "week", "month"].includes(report.group_by);
  return (
    <main class="card">
      <header class="card-head">
        <h1>{cardWords.report}</h1>
        <span class="low ellipsis">{formatPeriod(report, locale)}</span>
      </header>
      <Totals report={report} />
      {isPeriod ? <Chart rows={report.rows} /> : <Groups rows={report.rows} />}
    </main>
  );
}

/** Formats the first and the last day, which are ISO dates. */
function formatPeriod({ from, to }: CardReport, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  return format.formatRange(Date.parse(from), Date.parse(to));
}

function Totals({ report: { total } }: { report: CardReport }) {
  const { cardWords, locale } = useCard();
  const { created, closed, open_at_end, reply_median } = total;
  const figures: [string, string][] = [
    [cardWords.created, created.toLocaleString(locale)],
    [cardWords.closed, closed.toLocaleString(locale)],
    [cardWords.openAtEnd, open_at_end.toLocaleString(locale)],
    ...reply_median === undefined
      ? []
      : [[cardWords.firstReply, formatLength(reply_median * 1_000, locale)] as [string, string]],
  ];
  return (
    <dl class="card-figures">
      {figures.map(([label, value]) => (
        <div key={label}>
          <dt class="low">{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Chart({ rows }: { rows: readonly CardReportRow[] }) {
  const { cardWords } = useCard();
  const most = Math.max(1, ...rows.flatMap(({ created, closed }) => [created, closed]));
  const step = CHART.width / Math.max(1, rows.length);
  const bar = (name: string, value: number, x: number) => {
    const height = value / most * CHART.height;
    return <rect class={name} x={x} y={CHART.height - height} width={step * 0.36} height={height} rx="1.5" />;
  };
  return (
    <figure class="card-chart">
      <svg viewBox={`0 0 ${CHART.width} ${CHART.height}`} role="img" aria-label={cardWords.chart(rows.length, most)}>
        {rows.map(({ group, created, closed }, index) => (
          <g key={group}>
            <title>{`${group}: ${cardWords.created} ${created}, ${cardWords.closed} ${closed}`}</title>
            {bar("created", created, (index + 0.12) * step)}
            {bar("closed", closed, (index + 0.52) * step)}
          </g>
        ))}
      </svg>
      <figcaption class="low">
        <i class="created" /> {cardWords.created} <i class="closed" /> {cardWords.closed}
      </figcaption>
    </figure>
  );
}

function Groups({ rows }: { rows: readonly CardReportRow[] }) {
  const { words, cardWords, locale } = useCard();
  return (
    <table class="card-table">
      <thead>
        <tr>
          <td />
          <th scope="col">{cardWords.created}</th>
          <th scope="col">{cardWords.closed}</th>
          <th scope="col">{cardWords.openAtEnd}</th>
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, MOST_GROUPS).map(({ group, created, closed, open_at_end }) => (
          <tr key={group}>
            <th scope="row">
              <bdi class="ellipsis">{group ?? words.none}</bdi>
            </th>
            {[created, closed, open_at_end].map((value, index) => <td key={index}>{value.toLocaleString(locale)}</td>)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
