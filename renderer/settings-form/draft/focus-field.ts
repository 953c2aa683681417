/** Scrolls to a field of a form and focuses it, after the form has been rendered. */

/** The first field with an error. */
export function focusFirstError(form: HTMLElement | null): void {
  focusFirst(form, '[aria-invalid="true"]');
}

/** The field of a setting. @param name undefined for none */
export function focusSetting(form: HTMLElement | null, name: string | undefined): void {
  if (name === undefined) return;
  const field = `[data-setting="${CSS.escape(name)}"]`;
  focusFirst(
    form,
    ['input', 'textarea', 'button', '[tabindex="0"]'].map((tag) => `${field} ${tag}`).join(','),
  );
}

function focusFirst(form: HTMLElement | null, selector: string): void {
  const focus = () => {
    const field = form?.querySelector<HTMLElement>(selector);
    field?.scrollIntoView({ block: 'center' });
    field?.focus();
  };
  // A dialog that opens moves the focus to itself in a timer without delay. A frame may come before that timer. A timer that is
  // set in the frame comes after it.
  requestAnimationFrame(() => setTimeout(focus));
}
