import { amendmentTexts } from './texts/amendments.ts';
import { backofficeTexts } from './texts/backoffice.ts';
import { caseTexts } from './texts/cases.ts';
import { commonTexts } from './texts/common.ts';
import { complaintTexts } from './texts/complaints.ts';
import { contactTexts } from './texts/contacts.ts';
import { customerTexts } from './texts/customers.ts';
import { dispatchTexts } from './texts/dispatch.ts';
import { matchingTexts } from './texts/matching.ts';
import { privacyTexts } from './texts/privacy.ts';
import { promiseTexts } from './texts/promises.ts';
import { reportTexts } from './texts/reports.ts';
import { transferTexts } from './texts/transfers.ts';

/** All Dutch that the core says, to citizens (u-form) and to agents: a file for each concept. */
export const texts = {
  ...backofficeTexts,
  ...amendmentTexts,
  ...caseTexts,
  ...commonTexts,
  ...complaintTexts,
  ...contactTexts,
  ...customerTexts,
  ...dispatchTexts,
  ...matchingTexts,
  ...privacyTexts,
  ...transferTexts,
  ...reportTexts,
  ...promiseTexts,
};
