/** The words of forms, menus and files, in English. */

export const enForms = {
  form: {
    restored: "This is what you had not saved.",
    discard: "Discard it",
    changed: "Someone else changed this in the meantime. To replace what is there now, submit again.",
    now: (value: string) => `Now: ${value}`,
  },
  create: {
    title: "New ticket",
    customer: "Customer’s address",
    customerHint: "An unknown customer gets an account in the free tier.",
    description: "Description",
    submit: "Create ticket",
    done: (id: string) => `#${id} was created`,
    account: (email: string) => `An account was created for ${email}.`,
  },
  merge: {
    title: (id: string) => `Merge #${id} into…`,
    placeholder: "Number or words of the ticket that remains",
    done: (id: string, into: string) => `#${id} was merged into #${into}`,
  },
  snooze: {
    title: "Snooze",
    later: "Later today",
    tomorrow: "Tomorrow",
    week: "Next week",
    date: "Until a date…",
    until: "Until",
    end: "End the snooze",
    submit: "Snooze",
    hint: "The ticket comes back earlier if the customer writes.",
    done: (id: string, time: string) => `#${id} is snoozed until ${time}`,
    ended: (id: string) => `#${id} is no longer snoozed`,
  },
  files: {
    attach: "Attach a file",
    drop: "Drop the file to attach it",
    download: "Download",
    noDownload: "This host does not let the desk save files.",
    noPreview: "This kind of file is not shown here.",
    cut: "The start of the file:",
    tooLarge: (name: string) => `${name} is too large (limit 5 MB).`,
    done: (name: string) => `${name} is attached`,
  },
};
