/** A customer to erase, among the people who wrote in tickets. */

import type { Actor } from "../../event.ts";
import { listAuthorAddresses } from "../../rules/tickets/mod.ts";
import type { Comment } from "../../ticket.ts";

/** A customer to erase, and the address that takes the place of theirs. */
export interface ErasedPerson {
  email: string;
  name: string;
  placeholder: string;
}

/** Recognizes the address of the person, with or without a name. */
export function isAddress(name: string | undefined, { email }: ErasedPerson): boolean {
  return name !== undefined && listAuthorAddresses(name).includes(email);
}

/** Recognizes the person by the address, or by the name of the account. */
export function isPerson(name: string, person: ErasedPerson): boolean {
  return name.trim().toLowerCase() === person.name.trim().toLowerCase() || isAddress(name, person);
}

/** Replaces the names of an actor that are the person's. */
export function eraseActor(actor: Actor, isErased: (name: string) => boolean, { placeholder }: ErasedPerson): Actor {
  const { name, on_behalf_of } = actor;
  return {
    ...actor,
    ...isErased(name) && { name: placeholder },
    ...on_behalf_of !== undefined && isErased(on_behalf_of) && { on_behalf_of: placeholder },
  };
}

/** Replaces the person among those who wrote and edited a comment. */
export function eraseNames(comment: Comment, isOwn: boolean, person: ErasedPerson): Comment {
  return {
    ...comment,
    ...isOwn && { author: person.placeholder },
    ...isAddress(comment.edited_by, person) && { edited_by: person.placeholder },
  };
}
