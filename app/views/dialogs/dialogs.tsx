/** Everything modal. At most one is open at a time. */

import { Chooser } from "../../parts/chooser.tsx";
import { explainError } from "../../parts/explain_error.ts";
import { useDesk } from "../../parts/ui.ts";
import { ApprovalDialog, findApproval } from "./approval_dialog.tsx";
import { ConflictDialog } from "./conflict_dialog.tsx";
import { FileDialog } from "./file_dialog.tsx";
import { FormDialog } from "./form_dialog.tsx";
import { KeysDialog } from "./keys_dialog.tsx";
import { QuestionDialog } from "./question_dialog.tsx";

export function Dialogs() {
  const { ui, desk, words } = useDesk();
  const [chooser, form, file, question, conflict] = [
    ui.chooser.value,
    ui.form.value,
    ui.file.value,
    ui.question.value,
    desk.writes.conflict.value,
  ];
  if (question !== null) {
    const approval = findApproval(question.question);
    return approval === undefined
      ? <QuestionDialog pending={question} />
      : <ApprovalDialog pending={question} label={approval} />;
  }
  if (conflict !== null) return <ConflictDialog conflict={conflict} />;
  if (form !== null) return <FormDialog key={form.key} form={form} />;
  if (file !== null) return <FileDialog file={file} />;
  if (ui.showsKeys.value) return <KeysDialog />;
  if (chooser === null) return null;
  const explain = (error: unknown) => explainError(error, words).text;
  const close = () => {
    if (ui.chooser.value === chooser) ui.chooser.value = null;
  };
  const empty = chooser.choices.length === 0 ? chooser.empty ?? words.palette.empty : words.palette.empty;
  return <Chooser key={chooser.label} request={chooser} empty={empty} explain={explain} onClose={close} />;
}
