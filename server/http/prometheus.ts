/** Metrics in Prometheus' text format, version 0.0.4. */

export const PROMETHEUS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

/** Something that is measured. */
export interface Metric {
  /** Its lines, each with its end. */
  text(): string;
}

/** A value for each label that a metric has. */
export type Labels<Name extends string> = Readonly<Record<Name, string>>;

/** A number that only grows, for each combination of labels. */
export class Counter<Name extends string> implements Metric {
  readonly #counted = new Map<string, { labels: Labels<Name>; value: number }>();

  constructor(private readonly name: string, private readonly help: string) {}

  add(labels: Labels<Name>): void {
    const key = keyOf(labels);
    const counted = this.#counted.get(key);
    if (counted === undefined) this.#counted.set(key, { labels, value: 1 });
    else counted.value++;
  }

  text(): string {
    const samples = [...this.#counted.values()].map(({ labels, value }) =>
      `${this.name}${labelsText(labels)} ${value}\n`
    );
    return head(this.name, this.help, "counter") + samples.join("");
  }
}

/** A number that is asked for when it is wanted. */
export class Reading implements Metric {
  /** @param type A `counter` only grows, a `gauge` also falls. */
  constructor(
    private readonly name: string,
    private readonly help: string,
    private readonly type: "counter" | "gauge",
    private readonly read: () => number,
    private readonly labels: Labels<string> = {},
  ) {}

  text(): string {
    return `${head(this.name, this.help, this.type)}${this.name}${labelsText(this.labels)} ${this.read()}\n`;
  }
}

/** Of one combination of labels: how many values are in each bucket alone, and all of them together. */
interface Observed<Name extends string> {
  labels: Labels<Name>;
  counts: number[];
  sum: number;
}

/** How often something took how long, for each combination of labels. */
export class Histogram<Name extends string> implements Metric {
  readonly #observed = new Map<string, Observed<Name>>();

  /** @param bounds The buckets' upper bounds, rising. */
  constructor(
    private readonly name: string,
    private readonly help: string,
    private readonly bounds: readonly number[],
  ) {}

  observe(labels: Labels<Name>, value: number): void {
    const observed = this.#of(labels);
    const bucket = this.bounds.findIndex((bound) => value <= bound);
    observed.counts[bucket === -1 ? this.bounds.length : bucket]!++;
    observed.sum += value;
  }

  text(): string {
    return head(this.name, this.help, "histogram") +
      [...this.#observed.values()].map((one) => this.#samples(one)).join("");
  }

  #of(labels: Labels<Name>): Observed<Name> {
    const key = keyOf(labels);
    let observed = this.#observed.get(key);
    if (observed === undefined) {
      observed = { labels, counts: [...this.bounds, Infinity].map(() => 0), sum: 0 };
      this.#observed.set(key, observed);
    }
    return observed;
  }

  #samples({ labels, counts, sum }: Observed<Name>): string {
    let count = 0;
    const buckets = counts.map((inBucket, index) => {
      count += inBucket;
      const le = index < this.bounds.length ? String(this.bounds[index]) : "+Inf";
      return `${this.name}_bucket${labelsText({ ...labels, le })} ${count}\n`;
    });
    const own = labelsText(labels);
    return `${buckets.join("")}${this.name}_sum${own} ${sum}\n${this.name}_count${own} ${count}\n`;
  }
}

function head(name: string, help: string, type: string): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
}

function keyOf(labels: Labels<string>): string {
  return Object.values(labels).join("\0");
}

function labelsText(labels: Labels<string>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

function escaped(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
