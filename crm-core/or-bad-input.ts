import { CoreError } from './core-error.ts';
import { type Complaint, Refusal } from './refusal.ts';

/** Reads the input of a query, that has no fields to mend: what a mutation would answer as a complaint is BAD_USER_INPUT. */
export function orBadInput<T>(read: () => T): T {
  let complaint: Complaint;
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    complaint = error.complaint;
  }
  throw new CoreError(complaint.message, 'BAD_USER_INPUT');
}
