export const soundOfComplaint = `query SoundOfComplaint($text: String!) {
  complaintSignals(text: $text) { say }
}`;
