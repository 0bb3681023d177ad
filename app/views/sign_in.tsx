/** Asks for a token. */

import { useSignal } from "@preact/signals";
import { useEffect, useId, useLayoutEffect, useRef } from "preact/hooks";
import { useDesk } from "../parts/ui.ts";

export function SignInView() {
  const { ui: { access }, desk: { session }, words } = useDesk();
  const [token, isKept, wasTried] = [useSignal(""), useSignal(false), useSignal(false)];
  const id = useId();
  const submit = async () => {
    if (token.value.trim() === "") return;
    await access?.signIn(token.value.trim(), isKept.value);
    wasTried.value = true;
  };
  const isWrong = wasTried.value && session.state.value === "signed_out";
  const hasEnded = !wasTried.value && access?.isSignedIn() === true;
  // What a person types when the sign-in ends is meant for something else, and a password shows no text.
  const [reason, field] = [useFocus<HTMLParagraphElement>(hasEnded), useFocus<HTMLInputElement>(!hasEnded)];
  return (
    <main class="sign-in">
      <div>
        <h1>{words.desk}</h1>
        {hasEnded && <p ref={reason} role="alert" tabIndex={-1}>{words.signIn.ended}</p>}
        <Account />
        <label for={id}>{words.signIn.label}</label>
        <input
          id={id}
          type="password"
          autoComplete="current-password"
          ref={field}
          aria-describedby={`${id}-hint`}
          aria-invalid={isWrong}
          value={token.value}
          onInput={(event) => token.value = event.currentTarget.value}
          onKeyDown={({ key }) => key === "Enter" && void submit()}
        />
        <p id={`${id}-hint`} class={isWrong ? "error" : "low"} role={isWrong ? "alert" : undefined}>
          {isWrong ? words.signIn.wrong : words.signIn.hint}
        </p>
        <label class="option">
          <input type="checkbox" checked={isKept.value} onChange={() => isKept.value = !isKept.value} />
          {words.signIn.keep}
        </label>
        <button type="button" class="primary" disabled={token.value.trim() === ""} onClick={() => void submit()}>
          {words.signIn.submit}
        </button>
      </div>
    </main>
  );
}

/** Gives an element the focus when the view appears. */
function useFocus<Focused extends HTMLElement>(isWanted: boolean) {
  const element = useRef<Focused>(null);
  useLayoutEffect(() => void (isWanted && element.current?.focus()), []);
  return element;
}

/** Leads to the issuer, where people have accounts. */
function Account() {
  const { ui: { access }, words: { signIn: words } } = useDesk();
  const [isOffered, isLeaving] = [useSignal(false), useSignal(false)];
  useEffect(() => {
    void access?.logIn.isOffered().then((value) => isOffered.value = value);
  }, []);
  const { problem } = access?.logIn ?? {};
  const start = async () => {
    isLeaving.value = true;
    try {
      await access?.logIn.start();
    } catch (error) {
      if (problem) problem.value = (error as Error).message;
      isLeaving.value = false;
    }
  };
  return (
    <>
      {problem?.value && (
        <p class="error" role="alert" dir="auto">{words.failed} {words.problems[problem.value] ?? problem.value}</p>
      )}
      {isOffered.value && (
        <button
          type="button"
          class="primary with-account"
          disabled={isLeaving.value}
          onClick={() => void start()}
        >
          {words.account}
        </button>
      )}
    </>
  );
}
