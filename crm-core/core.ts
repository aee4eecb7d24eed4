import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { amendmentResolvers } from './amendments/resolvers.ts';
import { resumeAmendments } from './amendments/resume-amendments.ts';
import { handlingCommand } from './backoffice/record-handling.ts';
import { transactionCommand } from './backoffice/record-transaction.ts';
import { workOrderCommand } from './backoffice/record-work-order.ts';
import { backofficeResolvers } from './backoffice/resolvers.ts';
import { callScriptResolvers } from './call-script/resolvers.ts';
import { publicationCommand } from './cases/record-publication.ts';
import { caseResolvers } from './cases/resolvers.ts';
import { channelResolvers } from './channels/resolvers.ts';
import { complaintResolvers } from './complaints/resolvers.ts';
import { callCommand } from './contacts/carry-out-call.ts';
import { contactResolvers } from './contacts/resolvers.ts';
import { sweep } from './contacts/sweep.ts';
import { customerCommand } from './customers/carry-out-customer.ts';
import { customerResolvers } from './customers/resolvers.ts';
import { publishNow } from './directory/publish-contact.ts';
import { siteScanCommand } from './directory/record-site-scan.ts';
import { staffCommand } from './directory/record-staff.ts';
import { directoryResolvers } from './directory/resolvers.ts';
import { assignInTurn } from './dispatch/assign-in-turn.ts';
import { forgetViewers } from './dispatch/case-viewers.ts';
import { releaseWorkOfAbsent } from './dispatch/release-work.ts';
import { dispatchResolvers } from './dispatch/resolvers.ts';
import { returnUntouched } from './dispatch/return-untouched.ts';
import { firstLineResolvers } from './first-line/resolvers.ts';
import { contactCommand } from './intake/carry-out-contact.ts';
import { intakeResolvers } from './intake/resolvers.ts';
import { productCommand } from './knowledge/keep-product.ts';
import { knowledgeResolvers } from './knowledge/resolvers.ts';
import { forgetAttempts } from './matching/form-limits.ts';
import { keepLearning } from './matching/learn-from-stock.ts';
import { recogniseForms } from './matching/recognise-forms.ts';
import { refreshProfiles } from './matching/refresh-profiles.ts';
import { matchingResolvers } from './matching/resolvers.ts';
import { searchDuplicates } from './matching/search-duplicates.ts';
import { messageCommand } from './messages/confirm-message.ts';
import { messageResolvers } from './messages/resolvers.ts';
import { noticesCommand } from './notices/record-notices.ts';
import { noticeResolvers } from './notices/resolvers.ts';
import type { Command, CoreSubgraph, Ground, Ports, Resolvers } from './ports.ts';
import type { PrismaClient } from './prisma/client/client.ts';
import { privacyResolvers } from './privacy/resolvers.ts';
import { forget } from './privacy/retention.ts';
import { sealAll } from './privacy/seal.ts';
import { appointmentCommand } from './promises/measure-norm.ts';
import { promiseResolvers } from './promises/resolvers.ts';
import { sweepPromises } from './promises/sweep.ts';
import { reportResolvers } from './reports/resolvers.ts';
import { expireOffers } from './transfers/expire-offers.ts';
import { transferResolvers } from './transfers/resolvers.ts';
import { workingTimeResolvers } from './working-time/resolvers.ts';
import { wrapUpResolvers } from './wrap-up/resolvers.ts';

export interface Core {
  /** Message type → how it is carried out. */
  readonly commands: Readonly<Record<string, Command>>;
  readonly subgraphs: readonly CoreSubgraph[];
  /** Begins the core's own rounds: sealing the audit trail, keeping forgotten drafts, and seeing to it that no promise is silent. */
  start(): void;
  /** Ends them; resolves when none is under way. */
  stop(): Promise<void>;
}

/** The core on a migrated database. Keys are 32 bytes each. */
export function createCore(prisma: PrismaClient, ports: Ports): Core {
  const ground: Ground = { prisma, ports };
  const { encryption, blindIndex } = ports.keys;
  if (encryption.length !== 32 || blindIndex.length !== 32)
    throw new Error('creating the core: its two keys must be 32 bytes each');
  const rounds = [
    everySo(1_000, () => sealAll(ground), ground, 'audit.seal.failed'),
    everySo(30_000, () => sweep(ground), ground, 'contact.sweep.failed'),
    everySo(600_000, () => forget(ground), ground, 'retention.failed'),
    everySo(5_000, () => assignInTurn(ground), ground, 'case.assign.failed'),
    everySo(10_000, () => forgetViewers(ground), ground, 'case.viewers.failed'),
    everySo(30_000, () => releaseWorkOfAbsent(ground), ground, 'case.release.failed'),
    everySo(60_000, () => returnUntouched(ground), ground, 'case.return.failed'),
    everySo(60_000, () => publishNow(prisma, ports.now()), ground, 'group.publish.failed'),
    everySo(2_000, () => expireOffers(ground), ground, 'transfer.expire.failed'),
    everySo(5_000, () => refreshProfiles(ground), ground, 'matching.refresh.failed'),
    everySo(600_000, () => keepLearning(ground), ground, 'matching.learning.failed'),
    everySo(5_000, () => resumeAmendments(ground), ground, 'amendment.resume.failed'),
    everySo(10_000, () => sweepPromises(ground), ground, 'promise.sweep.failed'),
    everySo(5_000, () => searchDuplicates(ground), ground, 'matching.duplicates.failed'),
    everySo(5_000, () => recogniseForms(ground), ground, 'matching.forms.failed'),
    everySo(600_000, () => forgetAttempts(ground), ground, 'matching.attempts.failed'),
  ];
  return {
    commands: {
      'crm.appointment.offered': appointmentCommand(ground),
      'crm.call.record': callCommand(ground),
      'crm.case-handling.record': handlingCommand(ground),
      'crm.customer.record': customerCommand(ground),
      'crm.contact.record': contactCommand(ground),
      'crm.message.confirm': messageCommand(ground),
      'crm.notices.record': noticesCommand(ground),
      'crm.product.record': productCommand(ground),
      'crm.publication.confirm': publicationCommand(ground),
      'crm.site-scan.record': siteScanCommand(ground),
      'crm.staff.record': staffCommand(ground),
      'crm.transaction.record': transactionCommand(ground),
      'crm.work-order.record': workOrderCommand(ground),
    },
    subgraphs: [
      subgraph('customers', customerResolvers(ground)),
      subgraph('contacts', contactResolvers(ground)),
      subgraph('channels', channelResolvers(ground)),
      subgraph('intake', intakeResolvers(ground)),
      subgraph('wrap-up', wrapUpResolvers(ground)),
      subgraph('call-script', callScriptResolvers(ground)),
      subgraph('first-line', firstLineResolvers(ground)),
      subgraph('messages', messageResolvers(ground)),
      subgraph('notices', noticeResolvers(ground)),
      subgraph('cases', caseResolvers(ground)),
      subgraph('reports', reportResolvers(ground)),
      subgraph('complaints', complaintResolvers(ground)),
      subgraph('backoffice', backofficeResolvers(ground)),
      subgraph('knowledge', knowledgeResolvers(ground)),
      subgraph('directory', directoryResolvers(ground)),
      subgraph('dispatch', dispatchResolvers(ground)),
      subgraph('matching', matchingResolvers(ground)),
      subgraph('privacy', privacyResolvers(ground)),
      subgraph('transfers', transferResolvers(ground)),
      subgraph('amendments', amendmentResolvers(ground)),
      subgraph('promises', promiseResolvers(ground)),
      subgraph('working-time', workingTimeResolvers(ground)),
    ],
    start: () => {
      for (const round of rounds) round.start();
    },
    stop: async () => void (await Promise.all(rounds.map((round) => round.stop()))),
  };
}

function subgraph(name: string, resolvers: Resolvers): CoreSubgraph {
  const typeDefs = readFileSync(join(import.meta.dirname, name, 'schema.graphql'), 'utf8');
  return { name, typeDefs, resolvers };
}

/** A round that begins again a while after it has ended, whatever came of it. */
function everySo(pauseMs: number, work: () => Promise<unknown>, { ports }: Ground, failed: string) {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let stopped = false;
  const turn = async () => {
    try {
      await work();
    } catch (error) {
      ports.log?.(failed, { error: error instanceof Error ? error.name : 'unknown' });
    }
    plan();
  };
  const plan = () => {
    if (!stopped)
      timer = setTimeout(() => {
        running = turn();
      }, pauseMs).unref();
  };
  return {
    start() {
      stopped = false;
      plan();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
