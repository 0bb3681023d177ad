/** A ticket with its score. */
export interface Ranked {
  number: number;
  score: number;
}

/** Tickets, ascending, with their scores. */
export interface ScoredTickets {
  numbers: Uint32Array;
  scores: Float64Array;
}

/** The tickets with the highest scores so far: a heap whose root is the worst of them. */
export class BestTickets {
  /** The score below which a ticket is not among them. */
  least = -Infinity;
  readonly #heap: Ranked[] = [];

  constructor(private readonly limit: number) {}

  /** Adds a ticket if it is below another. */
  addBelow(below: Ranked | null, number: number, score: number): void {
    if (score < this.least) return;
    if (below === null || score < below.score || (score === below.score && number < below.number)) {
      this.add(number, score);
    }
  }

  add(number: number, score: number): void {
    const heap = this.#heap;
    if (heap.length === this.limit) {
      const worst = heap[0]!;
      if (score < worst.score || (score === worst.score && number < worst.number)) return;
      heap[0] = { number, score };
      this.#sink();
    } else {
      heap.push({ number, score });
      this.#rise();
    }
    if (heap.length === this.limit) this.least = heap[0]!.score;
  }

  list(): Ranked[] {
    return this.#heap.toSorted(compareRanked);
  }

  #rise(): void {
    const heap = this.#heap;
    let at = heap.length - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (compareRanked(heap[at]!, heap[parent]!) < 0) return;
      [heap[at], heap[parent]] = [heap[parent]!, heap[at]!];
      at = parent;
    }
  }

  #sink(): void {
    const heap = this.#heap;
    for (let at = 0;;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let worst = at;
      if (left < heap.length && compareRanked(heap[left]!, heap[worst]!) > 0) worst = left;
      if (right < heap.length && compareRanked(heap[right]!, heap[worst]!) > 0) worst = right;
      if (worst === at) return;
      [heap[at], heap[worst]] = [heap[worst]!, heap[at]!];
      at = worst;
    }
  }
}

/** Lists the best of some tickets, below another. */
export function listBestAmong({ numbers, scores }: ScoredTickets, limit: number, below: Ranked | null): Ranked[] {
  const best = new BestTickets(limit);
  for (let index = 0; index < scores.length; index++) best.addBelow(below, numbers[index]!, scores[index]!);
  return best.list();
}

/** Sorts the better ticket first. */
function compareRanked(one: Ranked, other: Ranked): number {
  return other.score - one.score || other.number - one.number;
}
