/** A modal dialog. The browser keeps the focus inside, and gives it back afterwards. */

import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";

interface DialogProps {
  title: string;
  onClose(): void;
  children: ComponentChildren;
  class?: string;
}

/** A dialog with a title. Escape closes it. */
export function Dialog({ title, onClose, children, class: name = "" }: DialogProps) {
  const id = useId();
  return (
    <Modal onClose={onClose} class={name} labelledBy={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </Modal>
  );
}

interface ModalProps {
  onClose(): void;
  children: ComponentChildren;
  class?: string;
  label?: string;
  labelledBy?: string;
}

/** A dialog without a visible title. */
export function Modal({ onClose, children, class: name, label, labelledBy }: ModalProps) {
  const ref = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    ref.current!.showModal();
    ref.current!.scrollTop = 0; // the button that has the focus may be below
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const cancel = (event: Event) => {
    event.preventDefault();
    onClose();
  };
  const closeOutside = (event: MouseEvent) => {
    if (event.target === ref.current) onClose();
  };
  return (
    <dialog
      ref={ref}
      class={name}
      aria-label={label}
      aria-labelledby={labelledBy}
      onCancel={cancel}
      onMouseDown={closeOutside}
    >
      <div class="dialog-content">{children}</div>
    </dialog>
  );
}
