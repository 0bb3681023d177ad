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
