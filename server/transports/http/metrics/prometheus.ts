/** Metrics in Prometheus' text format, version 0.0.4. */

export const PROMETHEUS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

/** A measured value. */
export interface Metric {
  /** Formats its lines, each with a line end. */
  format(): string;
}

/** A value for each label of a metric. */
export type Labels<Name extends string> = Readonly<Record<Name, string>>;

/** The count for one combination of labels. */
export interface Count<Name extends string> {
  readonly labels: Labels<Name>;
  value: number;
}

/** A number that only grows, for each combination of labels. */
export class Counter<Name extends string> implements Metric {
  readonly #counted = new Map<string, Count<Name>>();

  constructor(private readonly name: string, private readonly help: string) {}

  /** Gets the count for a combination of labels. */
  withLabels(labels: Labels<Name>): Count<Name> {
    const key = toKey(labels);
    let counted = this.#counted.get(key);
    if (counted === undefined) {
      counted = { labels, value: 0 };
      this.#counted.set(key, counted);
    }
    return counted;
  }

  format(): string {
    const samples = [...this.#counted.values()].map(({ labels, value }) =>
      `${this.name}${formatLabels(labels)} ${value}\n`
    );
    return formatHeader(this.name, this.help, "counter") + samples.join("");
  }
}

/** A number that is computed when it is read. */
export class ComputedMetric implements Metric {
  /** @param type A `counter` only grows, a `gauge` can fall. */
  constructor(
    private readonly name: string,
    private readonly help: string,
    private readonly type: "counter" | "gauge",
    private readonly read: () => number,
    private readonly labels: Labels<string> = {},
  ) {}

  format(): string {
    return `${formatHeader(this.name, this.help, this.type)}${this.name}${formatLabels(this.labels)} ${this.read()}\n`;
  }
}

/** Numbers that can fall, one for each value of a label. */
export class Gauges implements Metric {
  constructor(
    private readonly name: string,
    private readonly help: string,
    private readonly label: string,
    private readonly values: Readonly<Record<string, number>>,
    private readonly type: "gauge" | "counter" = "gauge",
  ) {}

  format(): string {
    const samples = Object.entries(this.values).map(([value, number]) =>
      `${this.name}${formatLabels({ [this.label]: value })} ${number}\n`
    );
    return formatHeader(this.name, this.help, this.type) + samples.join("");
  }
}

/** The distribution of values for one combination of labels. */
export class Distribution<Name extends string> {
  /** The number of values in each bucket, without the smaller ones. */
  readonly counts: number[];
  sum = 0;

  constructor(readonly labels: Labels<Name>, private readonly bounds: readonly number[]) {
    this.counts = [...bounds, Infinity].map(() => 0);
  }

  observe(value: number): void {
    const bucket = this.bounds.findIndex((bound) => value <= bound);
    this.counts[bucket === -1 ? this.bounds.length : bucket]!++;
    this.sum += value;
  }
}

/** The distribution of values for each combination of labels. */
export class Histogram<Name extends string> implements Metric {
  readonly #observed = new Map<string, Distribution<Name>>();

  /** @param bounds The upper bounds of the buckets, in ascending order. */
  constructor(
    private readonly name: string,
    private readonly help: string,
    private readonly bounds: readonly number[],
  ) {}

  /** Gets the distribution for a combination of labels. */
  withLabels(labels: Labels<Name>): Distribution<Name> {
    const key = toKey(labels);
    let observed = this.#observed.get(key);
    if (observed === undefined) {
      observed = new Distribution(labels, this.bounds);
      this.#observed.set(key, observed);
    }
    return observed;
  }

  format(): string {
    return formatHeader(this.name, this.help, "histogram") +
      [...this.#observed.values()].map((one) => this.#samples(one)).join("");
  }

  #samples({ labels, counts, sum }: Distribution<Name>): string {
    let count = 0;
    const buckets = counts.map((inBucket, index) => {
      count += inBucket;
      const le = index < this.bounds.length ? String(this.bounds[index]) : "+Inf";
      return `${this.name}_bucket${formatLabels({ ...labels, le })} ${count}\n`;
    });
    const own = formatLabels(labels);
    return `${buckets.join("")}${this.name}_sum${own} ${sum}\n${this.name}_count${own} ${count}\n`;
  }
}

function formatHeader(name: string, help: string, type: string): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
}

function toKey(labels: Labels<string>): string {
  return Object.values(labels).join("\0");
}

function formatLabels(labels: Labels<string>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

function escapeLabel(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
