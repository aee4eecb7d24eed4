/**
 * The order of child elements, from the schemas of ECMA-323 (the same in editions 3 and 6) and ECMA-354, of the messages
 * that this switch reads and sends; elements nobody here uses are left out.
 */
const orders: Readonly<Record<string, string>> = {
  SystemStatus: 'sysStatRegisterID systemStatus extensions',
  SystemStatusResponse: 'extensions',
  RequestSystemStatus: 'sysStatRegisterID extensions',
  RequestSystemStatusResponse: 'systemStatus extensions',
  SystemRegister: 'requestTypes requestedStatusFilter extensions',
  SystemRegisterResponse: 'sysStatRegisterID actualStatusFilter extensions',
  MonitorStart: 'monitorObject requestedMonitorFilter monitorType requestedMonitorMediaClass extensions',
  MonitorStartResponse:
    'monitorCrossRefID actualMonitorFilter actualMonitorMediaClass monitorExistingCalls extensions',
  SnapshotDevice: 'snapshotObject extensions',
  SnapshotDeviceResponse: 'crossRefIDorSnapshotData extensions',
  MakeCall:
    'callingDevice calledDirectoryNumber accountCode authCode autoOriginate correlatorData userData reason extensions',
  MakeCallResponse: 'callingDevice initiatedCallInfo extensions',
  AnswerCall: 'callToBeAnswered correlatorData userData extensions',
  AnswerCallResponse: 'extensions',
  HoldCall: 'callToBeHeld connectionReservation extensions',
  HoldCallResponse: 'extensions',
  RetrieveCall: 'callToBeRetrieved extensions',
  RetrieveCallResponse: 'extensions',
  ConsultationCall:
    'existingCall consultedDevice connectionReservation accountCode authCode correlatorData userData consultOptions extensions',
  ConsultationCallResponse: 'initiatedCall initiatedCallInfo extensions',
  TransferCall: 'heldCall activeCall extensions',
  TransferCallResponse: 'transferredCall connections transferredCallInfo extensions',
  SingleStepTransferCall:
    'activeCall transferredTo accountCode authCode correlatorData userData reason extensions',
  SingleStepTransferCallResponse: 'transferredCall connections transferredCallInfo extensions',
  ClearConnection: 'connectionToBeCleared correlatorData userData reason extensions',
  ClearConnectionResponse: 'extensions',
  SetAgentState: 'device requestedAgentState agentID password group extensions',
  SetAgentStateResponse: 'pendingAgentState extensions',
  DeliveredEvent:
    'monitorCrossRefID connection alertingDevice callingDevice calledDevice lastRedirectionDevice originatingNIDConnection localConnectionInfo correlatorData userData cause extensions',
  EstablishedEvent:
    'monitorCrossRefID establishedConnection answeringDevice callingDevice calledDevice lastRedirectionDevice originatinNIDConnection localConnectionInfo correlatorData userData cause extensions',
  ConnectionClearedEvent:
    'monitorCrossRefID droppedConnection releasingDevice localConnectionInfo correlatorData userData cause extensions',
  HeldEvent:
    'monitorCrossRefID heldConnection holdingDevice localConnectionInfo correlatorData cause extensions',
  RetrievedEvent:
    'monitorCrossRefID retrievedConnection retrievingDevice localConnectionInfo correlatorData cause extensions',
  QueuedEvent:
    'monitorCrossRefID queuedConnection queue callingDevice calledDevice lastRedirectionDevice numberQueued callsInFront localConnectionInfo correlatorData userData cause extensions',
  DivertedEvent:
    'monitorCrossRefID connection divertingDevice newDestination callingDevice calledDevice lastRedirectionDevice localConnectionInfo correlatorData userData cause extensions',
  FailedEvent:
    'monitorCrossRefID failedConnection failingDevice callingDevice calledDevice lastRedirectionDevice originatingNIDConnection localConnectionInfo correlatorData userData cause extensions',
  TransferedEvent:
    'monitorCrossRefID primaryOldCall secondaryOldCall transferringDevice transferredToDevice transferredConnections localConnectionInfo correlatorData userData cause extensions',
  ServiceInitiatedEvent:
    'monitorCrossRefID initiatedConnection initiatingDevice calledDevice localConnectionInfo correlatorData cause extensions',
  OriginatedEvent:
    'monitorCrossRefID originatedConnection callingDevice calledDevice originatingDevice localConnectionInfo correlatorData cause extensions',
  AgentLoggedOnEvent: 'monitorCrossRefID agentDevice agentID acdGroup agentPassword cause extensions',
  AgentLoggedOffEvent: 'monitorCrossRefID agentDevice agentID acdGroup agentPassword cause extensions',
  AgentReadyEvent: 'monitorCrossRefID agentDevice agentID acdGroup cause extensions',
  AgentNotReadyEvent: 'monitorCrossRefID agentDevice agentID acdGroup cause extensions',
  AgentBusyEvent: 'monitorCrossRefID agentDevice agentID acdGroup pendingAgentState cause extensions',
  AgentWorkingAfterCallEvent:
    'monitorCrossRefID agentDevice agentID acdGroup pendingAgentState cause extensions',
  CSTAErrorCode:
    'operation performanceManagement privateData privateErrorCode security stateIncompatibility subscribedResourceAvailability systemResourceAvailibility unspecified',
  StartApplicationSession: 'applicationInfo requestedProtocolVersions requestedSessionDuration extensions',
  StartApplicationSessionPosResponse: 'sessionID actualProtocolVersion actualSessionDuration extensions',
  StartApplicationSessionNegResponse: 'errorCode extensions',
  ResetApplicationSessionTimer: 'sessionID requestedSessionDuration extensions',
  ResetApplicationSessionTimerPosResponse: 'actualSessionDuration extensions',
  ResetApplicationSessionTimerNegResponse: 'errorCode extensions',
  ApplicationSessionTerminated: 'sessionID sessionTermReason extensions',
};

/** The children of a message in the order of the schema; undefined for a message it does not know. */
export function childOrder(message: string): readonly string[] | undefined {
  return Object.hasOwn(orders, message) ? (orders[message] ?? '').split(' ') : undefined;
}
