import type { ExecutionMessage, OrgId } from '@agentflow/core';

/** The door between coordinators: what one has to say to an execution of another. */
export interface CoordinationService {
  /**
   * Hands a message to an execution that this process owns; answers once what it led to is durable. A repeat changes nothing.
   * @throws AppError OWNERSHIP_LOST when it is not ours, and what the execution refuses it with
   */
  deliver(request: {
    readonly org: OrgId;
    /** The execution whose commit holds it. */
    readonly from: string;
    readonly message: ExecutionMessage;
  }): Promise<void>;
}
