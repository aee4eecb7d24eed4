import { amendmentTexts } from './texts/amendments.ts';
import { backofficeTexts } from './texts/backoffice.ts';
import { callScriptTexts } from './texts/call-script.ts';
import { caseTexts } from './texts/cases.ts';
import { commonTexts } from './texts/common.ts';
import { complaintTexts } from './texts/complaints.ts';
import { contactTexts } from './texts/contacts.ts';
import { customerTexts } from './texts/customers.ts';
import { directoryTexts } from './texts/directory.ts';
import { dispatchTexts } from './texts/dispatch.ts';
import { intakeTexts } from './texts/intake.ts';
import { matchingTexts } from './texts/matching.ts';
import { messageTexts } from './texts/messages.ts';
import { privacyTexts } from './texts/privacy.ts';
import { promiseTexts } from './texts/promises.ts';
import { reportTexts } from './texts/reports.ts';
import { transferTexts } from './texts/transfers.ts';
import { wrapUpTexts } from './texts/wrap-up.ts';

/** All Dutch that the core says, to citizens (u-form) and to agents: a file for each concept. */
export const texts = {
  ...amendmentTexts,
  ...backofficeTexts,
  ...callScriptTexts,
  ...caseTexts,
  ...commonTexts,
  ...complaintTexts,
  ...contactTexts,
  ...customerTexts,
  ...directoryTexts,
  ...dispatchTexts,
  ...intakeTexts,
  ...matchingTexts,
  ...messageTexts,
  ...privacyTexts,
  ...promiseTexts,
  ...reportTexts,
  ...transferTexts,
  ...wrapUpTexts,
};
