/** The words of changes of many tickets, links and merges, in English. */

const tickets = (number: number) => `${number.toLocaleString("en")} ${number === 1 ? "ticket" : "tickets"}`;

export const enChanges = {
  batch: {
    assign: "Assign",
    more: "More",
    preparing: "Preparing the change…",
    changing: (number: number) => `Changing ${tickets(number)}…`,
    done: (number: number) => `${tickets(number)} changed.`,
    left: (ids: string, reason: string) => `Not changed: ${ids}. ${reason}`,
    /** By the codes of the reasons. */
    reasons: {
      changed_since: "It was changed since.",
      changed_meanwhile: "It was changed in the meantime.",
      not_found_anymore: "It is not there any more.",
      customer_erased: "The customer was erased.",
      same_values: "It already has these values.",
      batch_undone: "The change was undone before it was complete.",
      ticket_closed: "It is closed. Reopen it first.",
      ticket_already_closed: "It is closed already.",
      required: "A required field would be empty.",
      too_many: "It would have too many tags.",
      unknown_field: "The desk no longer has this field.",
      wrong_type: "The field cannot have this value.",
      change_too_large: "It would be too long.",
    } as Record<string, string>,
    others: (number: number) => `and ${number.toLocaleString("en")} more`,
    undo: "Undo in all tickets",
    restored: "Now → after",
    undone: (number: number) => `${tickets(number)} as before.`,
    again: "The desk asks again: tickets may have changed since you approved. These are the current values.",
    addTags: "Add tags…",
    removeTags: "Remove tags…",
    close: (number: number) => `Close ${tickets(number)}`,
    limit: (number: number) => `${number} are too many: at most 200 can be changed together.`,
    selectAll: "Select all that are loaded",
  },
  asked: {
    exact: "Exact text",
    tickets: (number: number) => `Change ${tickets(number)}`,
    undo: (number: number) => `Undo the change of ${tickets(number)}`,
    merge: (id: string, into: string) => `Merge #${id} into #${into}`,
    customers: (id: string, into: string) =>
      `They are of two customers. Replies in #${into} do not reach the customer of #${id}.`,
    account: "Change the account",
    erase: "Erase the customer for good",
    export: (id: string) => `Write #${id} to a file`,
  },
  links: {
    add: "Link a ticket…",
    kind: "The other ticket is…",
    kinds: {
      ...{ relates: "Related", caused_by: "The cause of this one", causes: "Caused by this one" },
      ...{ parent: "The whole that this one is part of", child: "A part of this one" },
    } as Record<string, string>,
    placeholder: "Number or words of the other ticket",
    done: (id: string, other: string) => `#${id} is linked to #${other}`,
    remove: (id: string) => `Remove the link to #${id}`,
    removed: (id: string, other: string) => `#${id} is no longer linked to #${other}`,
  },
  unmerge: {
    action: "Undo the merge",
    done: (id: string) => `#${id} is no longer merged`,
  },
};
