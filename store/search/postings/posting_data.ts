/**
 * The data of a posting: a term in a ticket, in 16 bits. The low byte is of the subject and the description: how often
 * the term occurs (4 bits) and how long they are (4 bits). The high byte is of the rest: the
 * comments with the term (3 bits), and a bit for each other field.
 */

/** A posting's data. Zero means that the ticket does not have the term. */
export type PostingData = number;

/** Bits of the high byte. */
export const FIELD_BITS = { resolution: 8, escalation: 16, tag: 32, assignee: 64, filter: 128 } as const;

/** The data of a filter's term, which a ticket has or has not. */
export const PRESENT_DATA: PostingData = FIELD_BITS.filter << 8;

const MOST_OCCURRENCES = 15;
const MOST_COMMENTS = 7;

/** The longest content of each class, in words. Longer content is in the last class. */
const LENGTHS = [2, 4, 6, 8, 10, 12, 14, 16, 20, 24, 30, 40, 56, 80, 128, 256];

/** The class of each shorter length. */
const CLASSES = new Uint8Array(LENGTHS.at(-1)!);
LENGTHS.forEach((most, index) => CLASSES.fill(index, index === 0 ? 0 : LENGTHS[index - 1]! + 1, most + 1));

/** Packs the occurrences of a term in a subject and a description of this many content words. */
export function packText(occurrences: number, length: number): number {
  return Math.min(occurrences, MOST_OCCURRENCES) << 4 | (CLASSES[length] ?? LENGTHS.length - 1);
}

/** Returns the weighted number of occurrences in the subject and the description. */
export function getOccurrences(data: PostingData): number {
  return data >> 4 & 15;
}

/** Returns the length of the subject and the description, in content words. */
export function getLength(data: PostingData): number {
  return LENGTHS[data & 15]!;
}

/** Returns the number of comments with the term, at most 7. */
export function getComments(data: PostingData): number {
  return data >> 8 & MOST_COMMENTS;
}

/** Returns the bits of the other fields; see {@linkcode FIELD_BITS}. */
export function getFields(data: PostingData): number {
  return data >> 8 & 0xf8;
}

/**
 * A change of a posting, as deltas hold it: a number below 256 replaces the low byte; `addComment` counts one more
 * comment; the others replace the comments, set bits or clear bits.
 */
export type PostingChange = number;

const SET_COMMENTS = 264;
const SET_FIELDS = 512;
const CLEAR_FIELDS = 768;

export const postingChanges = {
  setText: (packed: number): PostingChange => packed,
  addComment: 256 as PostingChange,
  setComments: (count: number): PostingChange => SET_COMMENTS + Math.min(count, MOST_COMMENTS),
  setFields: (bits: number): PostingChange => SET_FIELDS + bits,
  clearFields: (bits: number): PostingChange => CLEAR_FIELDS + bits,
};

/** Applies a change to a posting. */
export function changePosting(data: PostingData, change: PostingChange): PostingData {
  if (change < 256) return data & 0xff00 | (change < 16 ? 0 : change);
  if (change === postingChanges.addComment) return setComments(data, getComments(data) + 1);
  if (change < SET_FIELDS) return setComments(data, change - SET_COMMENTS);
  return change < CLEAR_FIELDS ? data | (change - SET_FIELDS) << 8 : data & ~((change - CLEAR_FIELDS) << 8);
}

function setComments(data: PostingData, count: number): PostingData {
  return data & ~(MOST_COMMENTS << 8) | Math.min(count, MOST_COMMENTS) << 8;
}

/** Returns the changes that make this data of no posting. They may be applied twice. */
export function toCreatingChanges(data: PostingData): PostingChange[] {
  const text = data & 0xff;
  const comments = getComments(data);
  const fields = getFields(data);
  // Most terms have one change, and a new ticket has dozens of them.
  if (comments === 0 && fields === 0) return text === 0 ? [] : [postingChanges.setText(text)];
  if (comments === 0 && text === 0) return [postingChanges.setFields(fields)];
  return [
    ...text === 0 ? [] : [postingChanges.setText(text)],
    ...comments === 0 ? [] : [postingChanges.setComments(comments)],
    ...fields === 0 ? [] : [postingChanges.setFields(fields)],
  ];
}

/** Returns the length that a change gives a text, in content words; zero if it is no change of the text. */
export function getChangedLength(change: PostingChange): number {
  return change < 16 || change >= 256 ? 0 : getLength(change);
}

/** Returns the changes that replace any posting by this data. They may be applied twice. */
export function toReplacingChanges(data: PostingData): PostingChange[] {
  const fields = getFields(data);
  return [
    postingChanges.setText(data & 0xff),
    postingChanges.setComments(getComments(data)),
    ...fields === 0xf8 ? [] : [postingChanges.clearFields(0xf8 & ~fields)],
    ...fields === 0 ? [] : [postingChanges.setFields(fields)],
  ];
}

/** Returns the changes that make one posting's data another's. Neither has comments. They may be applied twice. */
export function diffPostings(before: PostingData, after: PostingData): PostingChange[] {
  const [had, has] = [getFields(before), getFields(after)];
  return [
    ...(before & 0xff) === (after & 0xff) ? [] : [postingChanges.setText(after & 0xff)],
    ...(had & ~has) === 0 ? [] : [postingChanges.clearFields(had & ~has)],
    ...(has & ~had) === 0 ? [] : [postingChanges.setFields(has & ~had)],
  ];
}
