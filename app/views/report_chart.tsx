/** The counts of a period: figures, a chart, and the same as a table. */

import type { ReportData } from "../desk/mod.ts";
import { PERIODS } from "../desk/second/mod.ts";
import { Failure } from "../parts/state.tsx";
import { Tabs } from "../parts/tabs.tsx";
import { formatLength } from "../parts/times.ts";
import { useDesk } from "../parts/ui.ts";

export function ReportSection() {
  const { desk, words } = useDesk();
  const { report } = desk.getPlaces();
  const data = report.data.value;
  return (
    <section>
      <header class="section-head">
        <h2>{words.reports.period}</h2>
        <Tabs
          label={words.reports.period}
          values={PERIODS}
          chosen={report.period.value}
          name={(period) => words.reports.periods[period]}
          choose={(period) => void report.load(period)}
        />
      </header>
      {report.error.value !== null && <Failure error={report.error.value} retry={() => void report.load()} />}
      {data !== null && <PeriodFigures data={data} />}
      {data !== null && <Chart data={data} />}
    </section>
  );
}

function PeriodFigures({ data: { total } }: { data: ReportData }) {
  const { words, locale } = useDesk();
  const toLength = (seconds: number | undefined) =>
    seconds === undefined ? undefined : formatLength(seconds * 1000, locale);
  const toShare = (share: number | undefined) =>
    share === undefined ? undefined : new Intl.NumberFormat(locale, { style: "percent" }).format(share);
  const figures: Figure[] = [
    [words.reports.created, total.created.toLocaleString(locale)],
    [words.reports.closed, total.closed.toLocaleString(locale)],
    [words.reports.firstReply, toLength(total.reply_median)],
    [words.reports.closing, toLength(total.close_median)],
    [words.reports.inTime, toShare(total.replied_in_time)],
  ];
  return <Figures figures={figures} />;
}

type Figure = readonly [label: string, value: string | undefined];

/** Large numbers. One that is unknown is left out. */
export function Figures({ figures }: { figures: readonly Figure[] }) {
  return (
    <dl class="figures">
      {figures.map(([label, value]) =>
        value !== undefined && (
          <div key={label}>
            <dt class="low">{label}</dt>
            <dd>{value}</dd>
          </div>
        )
      )}
    </dl>
  );
}

/** In units of the drawing. */
const SIZE = { width: 720, height: 120 };

/** Two bars for each part of the period. */
function Chart({ data: { rows } }: { data: ReportData }) {
  const { words, locale } = useDesk();
  const most = Math.max(1, ...rows.flatMap(({ created, closed }) => [created, closed]));
  const step = SIZE.width / Math.max(1, rows.length);
  const toBar = (group: string | null, value: number, x: number, name: "created" | "closed") => {
    const height = SIZE.height * value / most;
    return (
      <rect class={name} x={x} y={SIZE.height - height} width={step * 0.36} height={height} rx="1">
        <title>{`${formatGroup(group, locale)}: ${value.toLocaleString(locale)} ${words.reports[name]}`}</title>
      </rect>
    );
  };
  return (
    <>
      <svg class="chart" viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} preserveAspectRatio="none" aria-hidden="true">
        {rows.map(({ group, created, closed }, index) => (
          <g key={group}>
            {toBar(group, created, index * step + step * 0.1, "created")}
            {toBar(group, closed, index * step + step * 0.5, "closed")}
          </g>
        ))}
      </svg>
      <p class="axis low" aria-hidden="true">
        <span>{formatGroup(rows[0]?.group, locale)}</span>
        <span>{formatGroup(rows.at(-1)?.group, locale)}</span>
      </p>
      <p class="legend low">
        <span class="key created" /> {words.reports.created} <span class="key closed" /> {words.reports.closed}
        <span class="most">{words.reports.most(most)}</span>
      </p>
      <Table rows={rows} />
    </>
  );
}

/** Formats a part of the period, which starts with a day or a month. */
function formatGroup(group: string | null | undefined, locale: string): string {
  const date = Date.parse(group ?? "");
  if (Number.isNaN(date)) return group ?? "";
  const form = group!.length > 7
    ? { day: "numeric", month: "short" } as const
    : { month: "short", year: "numeric" } as const;
  return new Intl.DateTimeFormat(locale, { ...form, timeZone: "UTC" }).format(date);
}

function Table({ rows }: Pick<ReportData, "rows">) {
  const { words, locale } = useDesk();
  return (
    <details>
      <summary class="low">{words.reports.table}</summary>
      <table class="bars">
        <thead>
          <tr>
            <td />
            <th scope="col" class="number">{words.reports.created}</th>
            <th scope="col" class="number">{words.reports.closed}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ group, created, closed }) => (
            <tr key={group}>
              <th scope="row">{formatGroup(group, locale)}</th>
              <td class="number">{created}</td>
              <td class="number">{closed}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
