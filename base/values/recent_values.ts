/** Remembers the results for the texts that were used last: for `most` to twice as many. */
export class RecentValues<Value> {
  #recent = new Map<string, Value>();
  #earlier: ReadonlyMap<string, Value> = new Map();

  constructor(private readonly most: number, private readonly compute: (text: string) => Value) {}

  get(text: string): Value {
    let value = this.#recent.get(text);
    if (value !== undefined) return value;
    value = this.#earlier.get(text) ?? this.compute(text);
    if (this.#recent.size >= this.most) [this.#recent, this.#earlier] = [new Map(), this.#recent];
    this.#recent.set(text, value);
    return value;
  }
}
