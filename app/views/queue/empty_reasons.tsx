/** Says why a list has no tickets. */

import { listOwnReasons, toReasons } from "../../desk/second/mod.ts";
import { explainError } from "../../parts/explain_error.ts";
import { useDesk } from "../../parts/ui.ts";

export function EmptyReasons() {
  const { desk: { queue }, words } = useDesk();
  const reasons = listOwnReasons(toReasons(queue.reasons.value), queue.view.value.query);
  return (
    <>
      {reasons.map((reason) => (
        <span key={reason.message} class="reason" dir="auto">{explainError(reason, words).text}</span>
      ))}
    </>
  );
}
