/** Numbers about the desk. */

import { PRIORITIES, type Stats, STATUSES } from "../desk/mod.ts";
import { Skeleton } from "../parts/state.tsx";
import { useDesk } from "../parts/ui.ts";
import { Figures, ReportSection } from "./report_chart.tsx";

export function ReportsView() {
  const { desk: { session }, words } = useDesk();
  const stats = session.stats.value;
  return (
    <section class="page" aria-labelledby="reports">
      <header class="bar">
        <h1 id="reports">{words.reports.title}</h1>
      </header>
      <div class="scroller" tabIndex={-1}>
        {stats === null ? <Skeleton rows={4} label={words.states.loading} /> : <Numbers stats={stats} />}
      </div>
    </section>
  );
}

function Numbers({ stats }: { stats: Stats }) {
  const { desk, words, locale } = useDesk();
  const figures: [string, number | undefined][] = [
    [words.reports.total, stats.total],
    [words.reports.unassigned, stats.unassigned],
    [words.reports.overdue, stats.overdue],
    [words.reports.dueToday, stats.due_today],
    [words.reports.waiting, stats.waiting],
    [words.reports.customers, stats.customers],
  ];
  return (
    <div class="numbers">
      {desk.session.has("ticket_report") && <ReportSection />}
      <section>
        <h2>{words.reports.now}</h2>
        <Figures figures={figures.map(([label, value]) => [label, value?.toLocaleString(locale)])} />
      </section>
      <Bars
        title={words.reports.byStatus}
        bars={STATUSES.map((name) => [words.status[name], stats.by_status[name], `s-${name}`])}
      />
      <Bars
        title={words.reports.byPriority}
        bars={PRIORITIES.map((name) => [words.priority[name], stats.by_priority[name], `p-${name}`])}
      />
    </div>
  );
}

type Bar = [label: string, value: number, color: string];

/** A table whose numbers have bars. */
function Bars({ title, bars }: { title: string; bars: readonly Bar[] }) {
  const { locale } = useDesk();
  const most = Math.max(1, ...bars.map(([, value]) => value));
  return (
    <section>
      <h2>{title}</h2>
      <table class="bars">
        <tbody>
          {bars.map(([label, value, color]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>
                <span class={`bar-fill ${color}`} style={{ width: `${value && Math.max(1, 100 * value / most)}%` }} />
              </td>
              <td class="number">{value.toLocaleString(locale)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
