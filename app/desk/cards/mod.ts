/** The state of cards, which hosts show in a conversation. */

export { Card, type CardBridge } from "./card.ts";
export type { CardTarget } from "./card_target.ts";
