import type { DraftForm } from './draft-form.ts';

/** What was typed, kept in this tab of the browser until the contact is registered: it survives a reload without the hub. */
export interface TypedCopy {
  readonly form: DraftForm;
  /** The hub has it as well. */
  readonly saved: boolean;
}

const keyOf = (contactId: string) => `schakel.typed.${contactId}`;

export function keepCopy(contactId: string, copy: TypedCopy): void {
  try {
    sessionStorage.setItem(keyOf(contactId), JSON.stringify(copy));
  } catch {
    // a browser without storage: the hub still has every pause
  }
}

export function readCopy(contactId: string): TypedCopy | undefined {
  const text = sessionStorage.getItem(keyOf(contactId));
  return text ? (JSON.parse(text) as TypedCopy) : undefined;
}

export function dropCopy(contactId: string): void {
  sessionStorage.removeItem(keyOf(contactId));
}

/** The contacts of which something was typed in this tab that the hub does not have yet. */
export function unsavedCopies(): readonly string[] {
  const ids = Object.keys(sessionStorage)
    .filter((key) => key.startsWith(keyOf('')))
    .map((key) => key.slice(keyOf('').length));
  return ids.filter((id) => readCopy(id)?.saved === false);
}
