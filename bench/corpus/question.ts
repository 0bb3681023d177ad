/** A customer's question to a bank. */
export interface Question {
  text: string;
  /** The subject, such as `card_arrival`. */
  topic: string;
}
