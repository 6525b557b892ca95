// Made by scripts/gen.mjs from 10 files of proto/. Do not edit.
export const descriptors = {
 "nested": {
  "agentflow": {
   "nested": {
    "cluster": {
     "nested": {
      "v1": {
       "nested": {
        "ClusterService": {
         "methods": {
          "Overview": {
           "requestType": "OverviewRequest",
           "responseType": "ClusterOverview"
          }
         }
        },
        "OverviewRequest": {
         "fields": {}
        },
        "ClusterOverview": {
         "fields": {
          "at": {
           "type": "string",
           "id": 1
          },
          "health": {
           "type": "string",
           "id": 2
          },
          "domains": {
           "rule": "repeated",
           "type": "ClusterDomain",
           "id": 3
          },
          "members": {
           "rule": "repeated",
           "type": "ClusterMember",
           "id": 4
          }
         }
        },
        "ClusterDomain": {
         "fields": {
          "domain": {
           "type": "string",
           "id": 1
          },
          "partitions": {
           "type": "int32",
           "id": 2
          },
          "owned": {
           "type": "int32",
           "id": 3
          },
          "owners": {
           "rule": "repeated",
           "type": "PartitionShare",
           "id": 4
          },
          "capacity": {
           "type": "DomainCapacity",
           "id": 5
          },
          "backlog": {
           "type": "DomainBacklog",
           "id": 6
          },
          "health": {
           "type": "string",
           "id": 7
          }
         }
        },
        "PartitionShare": {
         "fields": {
          "owner": {
           "type": "string",
           "id": 1
          },
          "partitions": {
           "rule": "repeated",
           "type": "int32",
           "id": 2
          }
         }
        },
        "DomainCapacity": {
         "fields": {
          "workers": {
           "type": "int32",
           "id": 1
          },
          "slots": {
           "type": "int32",
           "id": 2
          },
          "running": {
           "type": "int32",
           "id": 3
          }
         }
        },
        "DomainBacklog": {
         "fields": {
          "queuedTasks": {
           "type": "int64",
           "id": 1
          },
          "waitingCommands": {
           "type": "int64",
           "id": 2
          },
          "outbox": {
           "type": "int64",
           "id": 3
          },
          "outboxDelayMs": {
           "type": "int64",
           "id": 4
          },
          "busLag": {
           "type": "int64",
           "id": 5
          }
         }
        },
        "ClusterMember": {
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "service": {
           "type": "string",
           "id": 2
          },
          "address": {
           "type": "string",
           "id": 3
          },
          "httpUrl": {
           "type": "string",
           "id": 4
          },
          "domains": {
           "rule": "repeated",
           "type": "string",
           "id": 5
          },
          "version": {
           "type": "string",
           "id": 6
          },
          "startedAt": {
           "type": "string",
           "id": 7
          },
          "leaving": {
           "type": "bool",
           "id": 8
          },
          "seenMsAgo": {
           "type": "int64",
           "id": 9
          },
          "partitions": {
           "type": "int32",
           "id": 10
          },
          "figuresJson": {
           "type": "string",
           "id": 11
          }
         }
        }
       }
      }
     }
    },
    "common": {
     "nested": {
      "v1": {
       "nested": {
        "Usage": {
         "fields": {
          "inputTokens": {
           "type": "int64",
           "id": 1
          },
          "outputTokens": {
           "type": "int64",
           "id": 2
          },
          "cost": {
           "type": "string",
           "id": 3
          }
         }
        },
        "Problem": {
         "oneofs": {
          "_nodeId": {
           "oneof": [
            "nodeId"
           ]
          },
          "_line": {
           "oneof": [
            "line"
           ]
          },
          "_column": {
           "oneof": [
            "column"
           ]
          },
          "_traceJson": {
           "oneof": [
            "traceJson"
           ]
          }
         },
         "fields": {
          "pointer": {
           "type": "string",
           "id": 1
          },
          "nodeId": {
           "type": "string",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          },
          "code": {
           "type": "string",
           "id": 3
          },
          "severity": {
           "type": "string",
           "id": 4
          },
          "message": {
           "type": "string",
           "id": 5
          },
          "line": {
           "type": "int32",
           "id": 6,
           "options": {
            "proto3_optional": true
           }
          },
          "column": {
           "type": "int32",
           "id": 7,
           "options": {
            "proto3_optional": true
           }
          },
          "traceJson": {
           "type": "string",
           "id": 8,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "NodeError": {
         "fields": {
          "code": {
           "type": "string",
           "id": 1
          },
          "message": {
           "type": "string",
           "id": 2
          }
         }
        },
        "StringList": {
         "options": {
          "(agentflow.common.v1.list)": true
         },
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "string",
           "id": 1
          }
         }
        }
       }
      }
     }
    },
    "execution": {
     "nested": {
      "v1": {
       "nested": {
        "CoordinationService": {
         "methods": {
          "Deliver": {
           "requestType": "DeliverRequest",
           "responseType": "DeliverAnswer"
          }
         }
        },
        "DeliverRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "from": {
           "type": "string",
           "id": 2
          },
          "messageJson": {
           "type": "string",
           "id": 3
          }
         }
        },
        "DeliverAnswer": {
         "fields": {}
        },
        "ExecutionService": {
         "methods": {
          "Start": {
           "requestType": "StartRequest",
           "responseType": "StartAnswer"
          },
          "Get": {
           "requestType": "GetRequest",
           "responseType": "ExecutionView"
          },
          "List": {
           "requestType": "ListRequest",
           "responseType": "ListAnswer"
          },
          "Nodes": {
           "requestType": "NodesRequest",
           "responseType": "NodesAnswer"
          },
          "Node": {
           "requestType": "NodeRequest",
           "responseType": "NodeDetailView"
          },
          "History": {
           "requestType": "HistoryRequest",
           "responseType": "HistoryAnswer"
          },
          "Effects": {
           "requestType": "EffectsRequest",
           "responseType": "EffectsAnswer"
          },
          "Value": {
           "requestType": "ValueRequest",
           "responseType": "ValueAnswer"
          },
          "Pause": {
           "requestType": "PauseRequest",
           "responseType": "ExecutionView"
          },
          "Resume": {
           "requestType": "ResumeRequest",
           "responseType": "ExecutionView"
          },
          "Stop": {
           "requestType": "StopRequest",
           "responseType": "ExecutionView"
          },
          "Compensate": {
           "requestType": "CompensateRequest",
           "responseType": "ExecutionView"
          },
          "Signal": {
           "requestType": "SignalRequest",
           "responseType": "SignalAnswer"
          },
          "SignalByKey": {
           "requestType": "SignalByKeyRequest",
           "responseType": "SignalByKeyAnswer"
          },
          "AddItems": {
           "requestType": "AddItemsRequest",
           "responseType": "ExecutionView"
          },
          "Answer": {
           "requestType": "AnswerRequest",
           "responseType": "ExecutionView"
          },
          "Resolve": {
           "requestType": "ResolveRequest",
           "responseType": "ExecutionView"
          },
          "Watch": {
           "requestType": "WatchRequest",
           "responseType": "LiveFrame",
           "responseStream": true
          },
          "Present": {
           "requestType": "PresentRequest",
           "responseType": "PresentAnswer"
          },
          "CountOpen": {
           "requestType": "CountOpenRequest",
           "responseType": "CountOpenAnswer"
          },
          "Budgets": {
           "requestType": "BudgetsRequest",
           "responseType": "BudgetsAnswer"
          },
          "SetBudget": {
           "requestType": "SetBudgetRequest",
           "responseType": "BudgetsAnswer"
          }
         }
        },
        "StartKey": {
         "fields": {
          "source": {
           "type": "string",
           "id": 1
          },
          "key": {
           "type": "string",
           "id": 2
          }
         }
        },
        "StartRequest": {
         "oneofs": {
          "_bodyHash": {
           "oneof": [
            "bodyHash"
           ]
          },
          "_waitMs": {
           "oneof": [
            "waitMs"
           ]
          },
          "_executionId": {
           "oneof": [
            "executionId"
           ]
          },
          "_repeated": {
           "oneof": [
            "repeated"
           ]
          }
         },
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "workflowId": {
           "type": "string",
           "id": 2
          },
          "workflowName": {
           "type": "string",
           "id": 3
          },
          "revisionJson": {
           "type": "string",
           "id": 4
          },
          "digest": {
           "type": "string",
           "id": 5
          },
          "inputJson": {
           "type": "string",
           "id": 6
          },
          "variablesJson": {
           "type": "string",
           "id": 7
          },
          "triggerJson": {
           "type": "string",
           "id": 8
          },
          "priority": {
           "type": "int32",
           "id": 9
          },
          "tags": {
           "rule": "repeated",
           "type": "string",
           "id": 10
          },
          "trial": {
           "type": "bool",
           "id": 11
          },
          "startKey": {
           "type": "StartKey",
           "id": 12
          },
          "bodyHash": {
           "type": "string",
           "id": 13,
           "options": {
            "proto3_optional": true
           }
          },
          "waitMs": {
           "type": "int64",
           "id": 14,
           "options": {
            "proto3_optional": true
           }
          },
          "by": {
           "type": "string",
           "id": 15
          },
          "executionId": {
           "type": "string",
           "id": 16,
           "options": {
            "proto3_optional": true
           }
          },
          "repeated": {
           "type": "bool",
           "id": 17,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "StartAnswer": {
         "fields": {
          "execution": {
           "type": "ExecutionView",
           "id": 1
          },
          "created": {
           "type": "bool",
           "id": 2
          }
         }
        },
        "GetRequest": {
         "oneofs": {
          "_fromLog": {
           "oneof": [
            "fromLog"
           ]
          }
         },
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "executionId": {
           "type": "string",
           "id": 2
          },
          "fromLog": {
           "type": "bool",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "ListRequest": {
         "oneofs": {
          "_workflowId": {
           "oneof": [
            "workflowId"
           ]
          },
          "_from": {
           "oneof": [
            "from"
           ]
          },
          "_to": {
           "oneof": [
            "to"
           ]
          },
          "_tag": {
           "oneof": [
            "tag"
           ]
          },
          "_cursor": {
           "oneof": [
            "cursor"
           ]
          }
         },
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "workflowId": {
           "type": "string",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          },
          "status": {
           "type": "agentflow.common.v1.StringList",
           "id": 3
          },
          "from": {
           "type": "int64",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          },
          "to": {
           "type": "int64",
           "id": 5,
           "options": {
            "proto3_optional": true
           }
          },
          "tag": {
           "type": "string",
           "id": 6,
           "options": {
            "proto3_optional": true
           }
          },
          "cursor": {
           "type": "string",
           "id": 7,
           "options": {
            "proto3_optional": true
           }
          },
          "limit": {
           "type": "int32",
           "id": 8
          }
         }
        },
        "ListAnswer": {
         "oneofs": {
          "_nextCursor": {
           "oneof": [
            "nextCursor"
           ]
          }
         },
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "ExecutionSummary",
           "id": 1
          },
          "nextCursor": {
           "type": "string",
           "id": 2,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          }
         }
        },
        "NodesRequest": {
         "oneofs": {
          "_cursor": {
           "oneof": [
            "cursor"
           ]
          },
          "_fromLog": {
           "oneof": [
            "fromLog"
           ]
          }
         },
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "executionId": {
           "type": "string",
           "id": 2
          },
          "cursor": {
           "type": "string",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          },
          "limit": {
           "type": "int32",
           "id": 4
          },
          "fromLog": {
           "type": "bool",
           "id": 5,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "NodesAnswer": {
         "oneofs": {
          "_nextCursor": {
           "oneof": [
            "nextCursor"
           ]
          }
         },
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "NodeView",
           "id": 1
          },
          "nextCursor": {
           "type": "string",
           "id": 2,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          }
         }
        },
        "NodeRequest": {
         "oneofs": {
          "_fromLog": {
           "oneof": [
            "fromLog"
           ]
          }
         },
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "executionId": {
           "type": "string",
           "id": 2
          },
          "path": {
           "type": "string",
           "id": 3
          },
          "fromLog": {
           "type": "bool",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "HistoryRequest": {
         "oneofs": {
          "_cursor": {
           "oneof": [
            "cursor"
           ]
          },
          "_fromLog": {
           "oneof": [
            "fromLog"
           ]
          }
         },
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "executionId": {
           "type": "string",
           "id": 2
          },
          "cursor": {
           "type": "string",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          },
          "limit": {
           "type": "int32",
           "id": 4
          },
          "fromLog": {
           "type": "bool",
           "id": 5,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "HistoryAnswer": {
         "oneofs": {
          "_nextCursor": {
           "oneof": [
            "nextCursor"
           ]
          }
         },
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "HistoryItem",
           "id": 1
          },
          "nextCursor": {
           "type": "string",
           "id": 2,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          }
         }
        },
        "EffectsRequest": {
         "oneofs": {
          "_cursor": {
           "oneof": [
            "cursor"
           ]
          },
          "_fromLog": {
           "oneof": [
            "fromLog"
           ]
          }
         },
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "executionId": {
           "type": "string",
           "id": 2
          },
          "cursor": {
           "type": "string",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          },
          "limit": {
           "type": "int32",
           "id": 4
          },
          "fromLog": {
           "type": "bool",
           "id": 5,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "EffectsAnswer": {
         "oneofs": {
          "_nextCursor": {
           "oneof": [
            "nextCursor"
           ]
          }
         },
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "EffectView",
           "id": 1
          },
          "nextCursor": {
           "type": "string",
           "id": 2,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          }
         }
        },
        "ValueRequest": {
         "oneofs": {
          "_fromLog": {
           "oneof": [
            "fromLog"
           ]
          }
         },
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "executionId": {
           "type": "string",
           "id": 2
          },
          "digest": {
           "type": "string",
           "id": 3
          },
          "fromLog": {
           "type": "bool",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "ValueAnswer": {
         "fields": {
          "json": {
           "type": "string",
           "id": 1
          }
         }
        },
        "PauseRequest": {
         "oneofs": {
          "_reason": {
           "oneof": [
            "reason"
           ]
          }
         },
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "executionId": {
           "type": "string",
           "id": 2
          },
          "by": {
           "type": "string",
           "id": 3
          },
          "reason": {
           "type": "string",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "ResumeRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "executionId": {
           "type": "string",
           "id": 2
          },
          "by": {
           "type": "string",
           "id": 3
          }
         }
        },
        "StopRequest": {
         "oneofs": {
          "_reason": {
           "oneof": [
            "reason"
           ]
          }
         },
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "executionId": {
           "type": "string",
           "id": 2
          },
          "by": {
           "type": "string",
           "id": 3
          },
          "reason": {
           "type": "string",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "CompensateRequest": {
         "oneofs": {
          "_reason": {
           "oneof": [
            "reason"
           ]
          }
         },
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "executionId": {
           "type": "string",
           "id": 2
          },
          "by": {
           "type": "string",
           "id": 3
          },
          "reason": {
           "type": "string",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "SignalRequest": {
         "oneofs": {
          "_id": {
           "oneof": [
            "id"
           ]
          }
         },
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "executionId": {
           "type": "string",
           "id": 2
          },
          "name": {
           "type": "string",
           "id": 3
          },
          "payloadJson": {
           "type": "string",
           "id": 4
          },
          "id": {
           "type": "string",
           "id": 5,
           "options": {
            "proto3_optional": true
           }
          },
          "by": {
           "type": "string",
           "id": 6
          }
         }
        },
        "SignalAnswer": {
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "execution": {
           "type": "ExecutionView",
           "id": 2
          }
         }
        },
        "SignalByKeyRequest": {
         "oneofs": {
          "_id": {
           "oneof": [
            "id"
           ]
          },
          "_ttlSeconds": {
           "oneof": [
            "ttlSeconds"
           ]
          }
         },
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "name": {
           "type": "string",
           "id": 2
          },
          "key": {
           "type": "string",
           "id": 3
          },
          "payloadJson": {
           "type": "string",
           "id": 4
          },
          "id": {
           "type": "string",
           "id": 5,
           "options": {
            "proto3_optional": true
           }
          },
          "ttlSeconds": {
           "type": "double",
           "id": 6,
           "options": {
            "proto3_optional": true
           }
          },
          "by": {
           "type": "string",
           "id": 7
          }
         }
        },
        "SignalByKeyAnswer": {
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "delivered": {
           "type": "bool",
           "id": 2
          }
         }
        },
        "AddItemsRequest": {
         "oneofs": {
          "_id": {
           "oneof": [
            "id"
           ]
          }
         },
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "executionId": {
           "type": "string",
           "id": 2
          },
          "path": {
           "type": "string",
           "id": 3
          },
          "itemsJson": {
           "type": "string",
           "id": 4
          },
          "id": {
           "type": "string",
           "id": 5,
           "options": {
            "proto3_optional": true
           }
          },
          "by": {
           "type": "string",
           "id": 6
          }
         }
        },
        "BudgetsRequest": {
         "oneofs": {
          "_workflowId": {
           "oneof": [
            "workflowId"
           ]
          }
         },
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "workflowId": {
           "type": "string",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "BudgetsAnswer": {
         "oneofs": {
          "_workflow": {
           "oneof": [
            "workflow"
           ]
          }
         },
         "fields": {
          "budget": {
           "type": "PoolView",
           "id": 1
          },
          "workflow": {
           "type": "PoolView",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "PoolView": {
         "fields": {
          "limitsJson": {
           "type": "string",
           "id": 1
          },
          "spentJson": {
           "type": "string",
           "id": 2
          },
          "heldJson": {
           "type": "string",
           "id": 3
          },
          "executions": {
           "type": "int32",
           "id": 4
          }
         }
        },
        "SetBudgetRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "limitsJson": {
           "type": "string",
           "id": 2
          },
          "by": {
           "type": "string",
           "id": 3
          }
         }
        },
        "AnswerRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "executionId": {
           "type": "string",
           "id": 2
          },
          "path": {
           "type": "string",
           "id": 3
          },
          "valueJson": {
           "type": "string",
           "id": 4
          },
          "by": {
           "type": "string",
           "id": 5
          }
         }
        },
        "ResolveRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "executionId": {
           "type": "string",
           "id": 2
          },
          "path": {
           "type": "string",
           "id": 3
          },
          "resolution": {
           "type": "string",
           "id": 4
          },
          "outputJson": {
           "type": "string",
           "id": 5
          },
          "by": {
           "type": "string",
           "id": 6
          }
         }
        },
        "WatchRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "executionId": {
           "type": "string",
           "id": 2
          },
          "fromSeq": {
           "type": "int64",
           "id": 3
          }
         }
        },
        "LiveFrame": {
         "oneofs": {
          "_id": {
           "oneof": [
            "id"
           ]
          }
         },
         "fields": {
          "type": {
           "type": "string",
           "id": 1
          },
          "id": {
           "type": "int64",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          },
          "payloadJson": {
           "type": "string",
           "id": 3
          }
         }
        },
        "PresentRequest": {
         "oneofs": {
          "_fromLog": {
           "oneof": [
            "fromLog"
           ]
          }
         },
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "executionId": {
           "type": "string",
           "id": 2
          },
          "fromLog": {
           "type": "bool",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "PresentAnswer": {
         "fields": {
          "frames": {
           "rule": "repeated",
           "type": "LiveFrame",
           "id": 1
          },
          "seq": {
           "type": "int64",
           "id": 2
          }
         }
        },
        "CountOpenRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "workflowId": {
           "type": "string",
           "id": 2
          }
         }
        },
        "CountOpenAnswer": {
         "fields": {
          "open": {
           "type": "int64",
           "id": 1
          }
         }
        },
        "ExecutionErrorView": {
         "oneofs": {
          "_path": {
           "oneof": [
            "path"
           ]
          }
         },
         "fields": {
          "code": {
           "type": "string",
           "id": 1
          },
          "message": {
           "type": "string",
           "id": 2
          },
          "path": {
           "type": "string",
           "id": 3,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          }
         }
        },
        "ExecutionView": {
         "oneofs": {
          "_phase": {
           "oneof": [
            "phase"
           ]
          },
          "_startedAt": {
           "oneof": [
            "startedAt"
           ]
          },
          "_endedAt": {
           "oneof": [
            "endedAt"
           ]
          },
          "_parentId": {
           "oneof": [
            "parentId"
           ]
          },
          "_imported": {
           "oneof": [
            "imported"
           ]
          },
          "_budgetJson": {
           "oneof": [
            "budgetJson"
           ]
          },
          "_onlyDelegated": {
           "oneof": [
            "onlyDelegated"
           ]
          },
          "_traceId": {
           "oneof": [
            "traceId"
           ]
          },
          "_unowned": {
           "oneof": [
            "unowned"
           ]
          }
         },
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "workflowId": {
           "type": "string",
           "id": 2
          },
          "revisionJson": {
           "type": "string",
           "id": 3
          },
          "digest": {
           "type": "string",
           "id": 4
          },
          "status": {
           "type": "string",
           "id": 5
          },
          "phase": {
           "type": "string",
           "id": 6,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          },
          "inputJson": {
           "type": "string",
           "id": 7
          },
          "outputJson": {
           "type": "string",
           "id": 8
          },
          "error": {
           "type": "ExecutionErrorView",
           "id": 9,
           "options": {
            "(agentflow.common.v1.nullable)": true
           }
          },
          "createdAt": {
           "type": "string",
           "id": 10
          },
          "startedAt": {
           "type": "string",
           "id": 11,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          },
          "endedAt": {
           "type": "string",
           "id": 12,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          },
          "triggerJson": {
           "type": "string",
           "id": 13
          },
          "trial": {
           "type": "bool",
           "id": 14
          },
          "parentId": {
           "type": "string",
           "id": 15,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          },
          "rootId": {
           "type": "string",
           "id": 16
          },
          "tags": {
           "rule": "repeated",
           "type": "string",
           "id": 17
          },
          "priority": {
           "type": "int32",
           "id": 18
          },
          "usage": {
           "type": "agentflow.common.v1.Usage",
           "id": 19
          },
          "nodes": {
           "type": "NodeViewList",
           "id": 20
          },
          "nodesTotal": {
           "type": "int32",
           "id": 21
          },
          "waiting": {
           "rule": "repeated",
           "type": "WaitingView",
           "id": 22
          },
          "version": {
           "type": "int64",
           "id": 23
          },
          "forkedFrom": {
           "type": "ForkedFrom",
           "id": 24
          },
          "imported": {
           "type": "bool",
           "id": 25,
           "options": {
            "proto3_optional": true
           }
          },
          "budgetJson": {
           "type": "string",
           "id": 26,
           "options": {
            "proto3_optional": true
           }
          },
          "delegated": {
           "type": "DelegatedViewList",
           "id": 27
          },
          "onlyDelegated": {
           "type": "bool",
           "id": 28,
           "options": {
            "proto3_optional": true
           }
          },
          "traceId": {
           "type": "string",
           "id": 29,
           "options": {
            "proto3_optional": true
           }
          },
          "unowned": {
           "type": "bool",
           "id": 30,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "DelegatedView": {
         "oneofs": {
          "_unowned": {
           "oneof": [
            "unowned"
           ]
          }
         },
         "fields": {
          "path": {
           "type": "string",
           "id": 1
          },
          "executionId": {
           "type": "string",
           "id": 2
          },
          "unowned": {
           "type": "bool",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "DelegatedViewList": {
         "options": {
          "(agentflow.common.v1.list)": true
         },
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "DelegatedView",
           "id": 1
          }
         }
        },
        "ForkedFrom": {
         "fields": {
          "executionId": {
           "type": "string",
           "id": 1
          },
          "seq": {
           "type": "int64",
           "id": 2
          }
         }
        },
        "NodeViewList": {
         "options": {
          "(agentflow.common.v1.list)": true
         },
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "NodeView",
           "id": 1
          }
         }
        },
        "ExecutionSummary": {
         "oneofs": {
          "_phase": {
           "oneof": [
            "phase"
           ]
          },
          "_startedAt": {
           "oneof": [
            "startedAt"
           ]
          },
          "_endedAt": {
           "oneof": [
            "endedAt"
           ]
          },
          "_parentId": {
           "oneof": [
            "parentId"
           ]
          }
         },
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "workflowId": {
           "type": "string",
           "id": 2
          },
          "revisionJson": {
           "type": "string",
           "id": 3
          },
          "digest": {
           "type": "string",
           "id": 4
          },
          "status": {
           "type": "string",
           "id": 5
          },
          "phase": {
           "type": "string",
           "id": 6,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          },
          "error": {
           "type": "ExecutionErrorView",
           "id": 7,
           "options": {
            "(agentflow.common.v1.nullable)": true
           }
          },
          "createdAt": {
           "type": "string",
           "id": 8
          },
          "startedAt": {
           "type": "string",
           "id": 9,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          },
          "endedAt": {
           "type": "string",
           "id": 10,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          },
          "triggerJson": {
           "type": "string",
           "id": 11
          },
          "trial": {
           "type": "bool",
           "id": 12
          },
          "parentId": {
           "type": "string",
           "id": 13,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          },
          "rootId": {
           "type": "string",
           "id": 14
          },
          "tags": {
           "rule": "repeated",
           "type": "string",
           "id": 15
          },
          "priority": {
           "type": "int32",
           "id": 16
          },
          "usage": {
           "type": "agentflow.common.v1.Usage",
           "id": 17
          },
          "nodesTotal": {
           "type": "int32",
           "id": 18
          },
          "version": {
           "type": "int64",
           "id": 19
          },
          "workflowName": {
           "type": "string",
           "id": 20
          },
          "waitingCount": {
           "type": "int32",
           "id": 21
          }
         }
        },
        "NodeView": {
         "oneofs": {
          "_startedAt": {
           "oneof": [
            "startedAt"
           ]
          },
          "_endedAt": {
           "oneof": [
            "endedAt"
           ]
          },
          "_childId": {
           "oneof": [
            "childId"
           ]
          },
          "_state": {
           "oneof": [
            "state"
           ]
          },
          "_delegatedTo": {
           "oneof": [
            "delegatedTo"
           ]
          }
         },
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "path": {
           "type": "string",
           "id": 2
          },
          "type": {
           "type": "string",
           "id": 3
          },
          "status": {
           "type": "string",
           "id": 4
          },
          "attempt": {
           "type": "int32",
           "id": 5
          },
          "startedAt": {
           "type": "string",
           "id": 6,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          },
          "endedAt": {
           "type": "string",
           "id": 7,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          },
          "outputJson": {
           "type": "string",
           "id": 8
          },
          "error": {
           "type": "agentflow.common.v1.NodeError",
           "id": 9,
           "options": {
            "(agentflow.common.v1.nullable)": true
           }
          },
          "inputJson": {
           "type": "string",
           "id": 10
          },
          "usage": {
           "type": "agentflow.common.v1.Usage",
           "id": 11
          },
          "childId": {
           "type": "string",
           "id": 20,
           "options": {
            "proto3_optional": true
           }
          },
          "state": {
           "type": "string",
           "id": 21,
           "options": {
            "proto3_optional": true
           }
          },
          "delegatedTo": {
           "type": "string",
           "id": 22,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "WaitingView": {
         "oneofs": {
          "_prompt": {
           "oneof": [
            "prompt"
           ]
          },
          "_expiresAt": {
           "oneof": [
            "expiresAt"
           ]
          },
          "_signal": {
           "oneof": [
            "signal"
           ]
          },
          "_key": {
           "oneof": [
            "key"
           ]
          },
          "_state": {
           "oneof": [
            "state"
           ]
          }
         },
         "fields": {
          "path": {
           "type": "string",
           "id": 1
          },
          "kind": {
           "type": "string",
           "id": 2
          },
          "prompt": {
           "type": "string",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          },
          "schemaJson": {
           "type": "string",
           "id": 4
          },
          "expiresAt": {
           "type": "string",
           "id": 5,
           "options": {
            "proto3_optional": true
           }
          },
          "evidenceJson": {
           "type": "string",
           "id": 6
          },
          "signal": {
           "type": "string",
           "id": 7,
           "options": {
            "proto3_optional": true
           }
          },
          "key": {
           "type": "string",
           "id": 8,
           "options": {
            "proto3_optional": true
           }
          },
          "signalsJson": {
           "type": "string",
           "id": 9
          },
          "state": {
           "type": "string",
           "id": 10,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "EffectView": {
         "oneofs": {
          "_endedAt": {
           "oneof": [
            "endedAt"
           ]
          },
          "_resolvedBy": {
           "oneof": [
            "resolvedBy"
           ]
          }
         },
         "fields": {
          "path": {
           "type": "string",
           "id": 1
          },
          "index": {
           "type": "int32",
           "id": 2
          },
          "generation": {
           "type": "int32",
           "id": 3
          },
          "name": {
           "type": "string",
           "id": 4
          },
          "effect": {
           "type": "string",
           "id": 5
          },
          "idempotencyKey": {
           "type": "string",
           "id": 6
          },
          "attempt": {
           "type": "int32",
           "id": 7
          },
          "status": {
           "type": "string",
           "id": 8
          },
          "startedAt": {
           "type": "string",
           "id": 9
          },
          "endedAt": {
           "type": "string",
           "id": 10,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          },
          "error": {
           "type": "agentflow.common.v1.NodeError",
           "id": 11,
           "options": {
            "(agentflow.common.v1.nullable)": true
           }
          },
          "resolvedBy": {
           "type": "string",
           "id": 12,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          }
         }
        },
        "AttemptView": {
         "oneofs": {
          "_endedAt": {
           "oneof": [
            "endedAt"
           ]
          }
         },
         "fields": {
          "attempt": {
           "type": "int32",
           "id": 1
          },
          "startedAt": {
           "type": "string",
           "id": 2
          },
          "endedAt": {
           "type": "string",
           "id": 3,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          },
          "status": {
           "type": "string",
           "id": 4
          },
          "error": {
           "type": "agentflow.common.v1.NodeError",
           "id": 5,
           "options": {
            "(agentflow.common.v1.nullable)": true
           }
          }
         }
        },
        "StepView": {
         "oneofs": {
          "_endedAt": {
           "oneof": [
            "endedAt"
           ]
          }
         },
         "fields": {
          "index": {
           "type": "int32",
           "id": 1
          },
          "kind": {
           "type": "string",
           "id": 2
          },
          "name": {
           "type": "string",
           "id": 3
          },
          "effect": {
           "type": "string",
           "id": 4
          },
          "attempt": {
           "type": "int32",
           "id": 5
          },
          "requestJson": {
           "type": "string",
           "id": 6
          },
          "responseJson": {
           "type": "string",
           "id": 7
          },
          "error": {
           "type": "agentflow.common.v1.NodeError",
           "id": 8,
           "options": {
            "(agentflow.common.v1.nullable)": true
           }
          },
          "usage": {
           "type": "agentflow.common.v1.Usage",
           "id": 9,
           "options": {
            "(agentflow.common.v1.nullable)": true
           }
          },
          "startedAt": {
           "type": "string",
           "id": 10
          },
          "endedAt": {
           "type": "string",
           "id": 11,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          }
         }
        },
        "NodeDetailView": {
         "oneofs": {
          "_startedAt": {
           "oneof": [
            "startedAt"
           ]
          },
          "_endedAt": {
           "oneof": [
            "endedAt"
           ]
          },
          "_childId": {
           "oneof": [
            "childId"
           ]
          },
          "_state": {
           "oneof": [
            "state"
           ]
          },
          "_budgetJson": {
           "oneof": [
            "budgetJson"
           ]
          },
          "_delegatedTo": {
           "oneof": [
            "delegatedTo"
           ]
          }
         },
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "path": {
           "type": "string",
           "id": 2
          },
          "type": {
           "type": "string",
           "id": 3
          },
          "status": {
           "type": "string",
           "id": 4
          },
          "attempt": {
           "type": "int32",
           "id": 5
          },
          "startedAt": {
           "type": "string",
           "id": 6,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          },
          "endedAt": {
           "type": "string",
           "id": 7,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          },
          "outputJson": {
           "type": "string",
           "id": 8
          },
          "error": {
           "type": "agentflow.common.v1.NodeError",
           "id": 9,
           "options": {
            "(agentflow.common.v1.nullable)": true
           }
          },
          "inputJson": {
           "type": "string",
           "id": 10
          },
          "usage": {
           "type": "agentflow.common.v1.Usage",
           "id": 11
          },
          "attempts": {
           "rule": "repeated",
           "type": "AttemptView",
           "id": 12
          },
          "steps": {
           "rule": "repeated",
           "type": "StepView",
           "id": 13
          },
          "childId": {
           "type": "string",
           "id": 20,
           "options": {
            "proto3_optional": true
           }
          },
          "state": {
           "type": "string",
           "id": 21,
           "options": {
            "proto3_optional": true
           }
          },
          "budgetJson": {
           "type": "string",
           "id": 25,
           "options": {
            "proto3_optional": true
           }
          },
          "delegatedTo": {
           "type": "string",
           "id": 26,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "HistoryItem": {
         "oneofs": {
          "_path": {
           "oneof": [
            "path"
           ]
          }
         },
         "fields": {
          "seq": {
           "type": "int64",
           "id": 1
          },
          "type": {
           "type": "string",
           "id": 2
          },
          "version": {
           "type": "int32",
           "id": 3
          },
          "at": {
           "type": "string",
           "id": 4
          },
          "path": {
           "type": "string",
           "id": 5,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          },
          "dataJson": {
           "type": "string",
           "id": 6
          }
         }
        },
        "RecoveryService": {
         "methods": {
          "Replay": {
           "requestType": "ReplayRequest",
           "responseType": "ReplayAnswer"
          },
          "Export": {
           "requestType": "ExportRequest",
           "responseType": "ExportLine",
           "responseStream": true
          },
          "Import": {
           "requestType": "ImportRequest",
           "responseType": "ImportAnswer"
          },
          "Fork": {
           "requestType": "ForkRequest",
           "responseType": "ExecutionView"
          },
          "Retry": {
           "requestType": "RetryRequest",
           "responseType": "RetryAnswer"
          },
          "Snapshots": {
           "requestType": "SnapshotsRequest",
           "responseType": "SnapshotsAnswer"
          },
          "CreateSnapshot": {
           "requestType": "CreateSnapshotRequest",
           "responseType": "SnapshotView"
          },
          "RestoreSnapshot": {
           "requestType": "RestoreSnapshotRequest",
           "responseType": "RestoreAnswer"
          }
         }
        },
        "ReplayRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "executionId": {
           "type": "string",
           "id": 2
          }
         }
        },
        "ReplayAnswer": {
         "fields": {
          "identical": {
           "type": "bool",
           "id": 1
          },
          "firstDifferenceJson": {
           "type": "string",
           "id": 2
          },
          "events": {
           "type": "int64",
           "id": 3
          }
         }
        },
        "ExportRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "executionId": {
           "type": "string",
           "id": 2
          }
         }
        },
        "ExportLine": {
         "fields": {
          "line": {
           "type": "string",
           "id": 1
          }
         }
        },
        "ImportRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "text": {
           "type": "string",
           "id": 2
          },
          "by": {
           "type": "string",
           "id": 3
          }
         }
        },
        "ImportAnswer": {
         "fields": {
          "execution": {
           "type": "ExecutionView",
           "id": 1
          },
          "created": {
           "type": "bool",
           "id": 2
          }
         }
        },
        "ForkPoint": {
         "oneofs": {
          "_step": {
           "oneof": [
            "step"
           ]
          }
         },
         "fields": {
          "path": {
           "type": "string",
           "id": 1
          },
          "step": {
           "type": "int32",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "RevisionChoice": {
         "fields": {
          "revisionJson": {
           "type": "string",
           "id": 1
          },
          "digest": {
           "type": "string",
           "id": 2
          }
         }
        },
        "ForkRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "executionId": {
           "type": "string",
           "id": 2
          },
          "from": {
           "type": "ForkPoint",
           "id": 3
          },
          "inputJson": {
           "type": "string",
           "id": 4
          },
          "revision": {
           "type": "RevisionChoice",
           "id": 5
          },
          "by": {
           "type": "string",
           "id": 6
          }
         }
        },
        "RetryRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "executionId": {
           "type": "string",
           "id": 2
          },
          "inputJson": {
           "type": "string",
           "id": 3
          },
          "revision": {
           "type": "RevisionChoice",
           "id": 4
          },
          "dryRun": {
           "type": "bool",
           "id": 5
          },
          "confirm": {
           "type": "bool",
           "id": 6
          },
          "by": {
           "type": "string",
           "id": 7
          }
         }
        },
        "PlanChange": {
         "fields": {
          "path": {
           "type": "string",
           "id": 1
          },
          "nodeId": {
           "type": "string",
           "id": 2
          },
          "change": {
           "type": "string",
           "id": 3
          },
          "effect": {
           "type": "string",
           "id": 4
          }
         }
        },
        "RepeatedCall": {
         "fields": {
          "path": {
           "type": "string",
           "id": 1
          },
          "index": {
           "type": "int32",
           "id": 2
          },
          "name": {
           "type": "string",
           "id": 3
          },
          "effect": {
           "type": "string",
           "id": 4
          }
         }
        },
        "RetryAnswer": {
         "fields": {
          "fits": {
           "type": "bool",
           "id": 1
          },
          "changes": {
           "rule": "repeated",
           "type": "PlanChange",
           "id": 2
          },
          "problems": {
           "rule": "repeated",
           "type": "string",
           "id": 3
          },
          "paths": {
           "rule": "repeated",
           "type": "string",
           "id": 4
          },
          "effects": {
           "rule": "repeated",
           "type": "RepeatedCall",
           "id": 5
          },
          "execution": {
           "type": "ExecutionView",
           "id": 6,
           "options": {
            "(agentflow.common.v1.nullable)": true
           }
          }
         }
        },
        "SnapshotsRequest": {
         "oneofs": {
          "_executionId": {
           "oneof": [
            "executionId"
           ]
          },
          "_cursor": {
           "oneof": [
            "cursor"
           ]
          }
         },
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "executionId": {
           "type": "string",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          },
          "cursor": {
           "type": "string",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          },
          "limit": {
           "type": "int32",
           "id": 4
          }
         }
        },
        "SnapshotsAnswer": {
         "oneofs": {
          "_nextCursor": {
           "oneof": [
            "nextCursor"
           ]
          }
         },
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "SnapshotView",
           "id": 1
          },
          "nextCursor": {
           "type": "string",
           "id": 2,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          }
         }
        },
        "SnapshotView": {
         "oneofs": {
          "_reason": {
           "oneof": [
            "reason"
           ]
          },
          "_sha256": {
           "oneof": [
            "sha256"
           ]
          }
         },
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "executionId": {
           "type": "string",
           "id": 2
          },
          "version": {
           "type": "int64",
           "id": 3
          },
          "size": {
           "type": "int64",
           "id": 4
          },
          "createdAt": {
           "type": "string",
           "id": 5
          },
          "status": {
           "type": "string",
           "id": 6
          },
          "reason": {
           "type": "string",
           "id": 7,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          },
          "sha256": {
           "type": "string",
           "id": 8,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          }
         }
        },
        "CreateSnapshotRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "executionId": {
           "type": "string",
           "id": 2
          }
         }
        },
        "RestoreSnapshotRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "executionId": {
           "type": "string",
           "id": 2
          },
          "version": {
           "type": "int64",
           "id": 3
          }
         }
        },
        "RestoreAnswer": {
         "fields": {
          "identical": {
           "type": "bool",
           "id": 1
          },
          "version": {
           "type": "int64",
           "id": 2
          },
          "events": {
           "type": "int64",
           "id": 3
          }
         }
        }
       }
      }
     }
    },
    "stats": {
     "nested": {
      "v1": {
       "nested": {
        "StatsService": {
         "methods": {
          "Query": {
           "requestType": "QueryRequest",
           "responseType": "QueryAnswer"
          },
          "Lag": {
           "requestType": "LagRequest",
           "responseType": "LagAnswer"
          }
         }
        },
        "QueryRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "query": {
           "type": "StatsQuery",
           "id": 2
          }
         }
        },
        "StatsQuery": {
         "fields": {
          "kind": {
           "type": "string",
           "id": 1
          },
          "from": {
           "type": "int64",
           "id": 2
          },
          "to": {
           "type": "int64",
           "id": 3
          },
          "groupBy": {
           "rule": "repeated",
           "type": "string",
           "id": 4
          },
          "where": {
           "type": "StatsFilter",
           "id": 5
          },
          "limit": {
           "type": "int32",
           "id": 6
          }
         }
        },
        "StatsFilter": {
         "oneofs": {
          "_workflowId": {
           "oneof": [
            "workflowId"
           ]
          },
          "_executionId": {
           "oneof": [
            "executionId"
           ]
          },
          "_model": {
           "oneof": [
            "model"
           ]
          }
         },
         "fields": {
          "workflowId": {
           "type": "string",
           "id": 1,
           "options": {
            "proto3_optional": true
           }
          },
          "executionId": {
           "type": "string",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          },
          "model": {
           "type": "string",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "QueryAnswer": {
         "fields": {
          "rows": {
           "rule": "repeated",
           "type": "StatsRow",
           "id": 1
          }
         }
        },
        "StatsRow": {
         "fields": {
          "group": {
           "keyType": "string",
           "type": "string",
           "id": 1
          },
          "count": {
           "type": "int64",
           "id": 2
          },
          "failed": {
           "type": "int64",
           "id": 3
          },
          "inputTokens": {
           "type": "int64",
           "id": 4
          },
          "outputTokens": {
           "type": "int64",
           "id": 5
          },
          "cost": {
           "type": "string",
           "id": 6
          },
          "durationMs": {
           "type": "Durations",
           "id": 7
          }
         }
        },
        "Durations": {
         "fields": {
          "avg": {
           "type": "double",
           "id": 1
          },
          "p50": {
           "type": "double",
           "id": 2
          },
          "p95": {
           "type": "double",
           "id": 3
          },
          "p99": {
           "type": "double",
           "id": 4
          }
         }
        },
        "LagRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          }
         }
        },
        "LagAnswer": {
         "fields": {
          "events": {
           "type": "int64",
           "id": 1
          }
         }
        }
       }
      }
     }
    },
    "trigger": {
     "nested": {
      "v1": {
       "nested": {
        "TriggerService": {
         "methods": {
          "Sync": {
           "requestType": "SyncRequest",
           "responseType": "SyncAnswer"
          },
          "List": {
           "requestType": "ListRequest",
           "responseType": "ListAnswer"
          },
          "Get": {
           "requestType": "GetRequest",
           "responseType": "TriggerView"
          },
          "SetEnabled": {
           "requestType": "SetEnabledRequest",
           "responseType": "TriggerView"
          },
          "Webhook": {
           "requestType": "WebhookRequest",
           "responseType": "WebhookAnswer"
          },
          "Fire": {
           "requestType": "FireRequest",
           "responseType": "FireAnswer"
          },
          "DeadLetters": {
           "requestType": "DeadLettersRequest",
           "responseType": "DeadLettersAnswer"
          },
          "Redrive": {
           "requestType": "RedriveRequest",
           "responseType": "DeadLetterView"
          },
          "DropDeadLetter": {
           "requestType": "DropDeadLetterRequest",
           "responseType": "DropDeadLetterAnswer"
          }
         }
        },
        "SyncRequest": {
         "oneofs": {
          "_revision": {
           "oneof": [
            "revision"
           ]
          },
          "_digest": {
           "oneof": [
            "digest"
           ]
          }
         },
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "workflowId": {
           "type": "string",
           "id": 2
          },
          "workflowName": {
           "type": "string",
           "id": 3
          },
          "revision": {
           "type": "int32",
           "id": 4,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          },
          "digest": {
           "type": "string",
           "id": 5,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          },
          "triggersJson": {
           "type": "string",
           "id": 6
          }
         }
        },
        "SyncAnswer": {
         "fields": {}
        },
        "ListRequest": {
         "oneofs": {
          "_workflowId": {
           "oneof": [
            "workflowId"
           ]
          }
         },
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "page": {
           "type": "int32",
           "id": 2
          },
          "pageSize": {
           "type": "int32",
           "id": 3
          },
          "workflowId": {
           "type": "string",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "ListAnswer": {
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "TriggerView",
           "id": 1
          },
          "page": {
           "type": "int32",
           "id": 2
          },
          "pageSize": {
           "type": "int32",
           "id": 3
          },
          "total": {
           "type": "int32",
           "id": 4
          }
         }
        },
        "GetRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "trigger": {
           "type": "string",
           "id": 2
          }
         }
        },
        "SetEnabledRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "trigger": {
           "type": "string",
           "id": 2
          },
          "enabled": {
           "type": "bool",
           "id": 3
          },
          "by": {
           "type": "string",
           "id": 4
          }
         }
        },
        "TriggerView": {
         "oneofs": {
          "_hookId": {
           "oneof": [
            "hookId"
           ]
          },
          "_hookUrl": {
           "oneof": [
            "hookUrl"
           ]
          },
          "_nextFireAt": {
           "oneof": [
            "nextFireAt"
           ]
          }
         },
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "triggerId": {
           "type": "string",
           "id": 2
          },
          "workflowId": {
           "type": "string",
           "id": 3
          },
          "workflowName": {
           "type": "string",
           "id": 4
          },
          "revision": {
           "type": "int32",
           "id": 5
          },
          "type": {
           "type": "string",
           "id": 6
          },
          "enabled": {
           "type": "bool",
           "id": 7
          },
          "configJson": {
           "type": "string",
           "id": 8
          },
          "hookId": {
           "type": "string",
           "id": 9,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          },
          "hookUrl": {
           "type": "string",
           "id": 10,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          },
          "nextFireAt": {
           "type": "string",
           "id": 11,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          },
          "lastFire": {
           "type": "LastFire",
           "id": 12,
           "options": {
            "(agentflow.common.v1.nullable)": true
           }
          }
         }
        },
        "LastFire": {
         "oneofs": {
          "_executionId": {
           "oneof": [
            "executionId"
           ]
          },
          "_error": {
           "oneof": [
            "error"
           ]
          }
         },
         "fields": {
          "at": {
           "type": "string",
           "id": 1
          },
          "executionId": {
           "type": "string",
           "id": 2,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          },
          "error": {
           "type": "string",
           "id": 3,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          }
         }
        },
        "WebhookRequest": {
         "fields": {
          "hookId": {
           "type": "string",
           "id": 1
          },
          "method": {
           "type": "string",
           "id": 2
          },
          "headers": {
           "keyType": "string",
           "type": "string",
           "id": 3
          },
          "query": {
           "keyType": "string",
           "type": "string",
           "id": 4
          },
          "rawBody": {
           "type": "string",
           "id": 5
          },
          "contentType": {
           "type": "string",
           "id": 6
          },
          "by": {
           "type": "string",
           "id": 7
          }
         }
        },
        "WebhookAnswer": {
         "fields": {
          "executionId": {
           "type": "string",
           "id": 1
          },
          "outputJson": {
           "type": "string",
           "id": 2
          },
          "status": {
           "type": "string",
           "id": 3
          },
          "duplicate": {
           "type": "bool",
           "id": 4
          }
         }
        },
        "FireRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "trigger": {
           "type": "string",
           "id": 2
          },
          "by": {
           "type": "string",
           "id": 3
          },
          "eventJson": {
           "type": "string",
           "id": 4
          }
         }
        },
        "FireAnswer": {
         "fields": {
          "executionId": {
           "type": "string",
           "id": 1
          }
         }
        },
        "DeadLettersRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "page": {
           "type": "int32",
           "id": 2
          },
          "pageSize": {
           "type": "int32",
           "id": 3
          }
         }
        },
        "DeadLettersAnswer": {
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "DeadLetterView",
           "id": 1
          },
          "page": {
           "type": "int32",
           "id": 2
          },
          "pageSize": {
           "type": "int32",
           "id": 3
          },
          "total": {
           "type": "int32",
           "id": 4
          }
         }
        },
        "DeadLetterView": {
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "trigger": {
           "type": "string",
           "id": 2
          },
          "workflowId": {
           "type": "string",
           "id": 3
          },
          "topic": {
           "type": "string",
           "id": 4
          },
          "position": {
           "type": "string",
           "id": 5
          },
          "key": {
           "type": "string",
           "id": 6
          },
          "headers": {
           "keyType": "string",
           "type": "string",
           "id": 7
          },
          "value": {
           "type": "string",
           "id": 8
          },
          "code": {
           "type": "string",
           "id": 9
          },
          "message": {
           "type": "string",
           "id": 10
          },
          "attempts": {
           "type": "int32",
           "id": 11
          },
          "firstFailureAt": {
           "type": "string",
           "id": 12
          },
          "at": {
           "type": "string",
           "id": 13
          },
          "redriven": {
           "type": "Redriven",
           "id": 14,
           "options": {
            "(agentflow.common.v1.nullable)": true
           }
          }
         }
        },
        "Redriven": {
         "oneofs": {
          "_executionId": {
           "oneof": [
            "executionId"
           ]
          },
          "_error": {
           "oneof": [
            "error"
           ]
          }
         },
         "fields": {
          "at": {
           "type": "string",
           "id": 1
          },
          "by": {
           "type": "string",
           "id": 2
          },
          "executionId": {
           "type": "string",
           "id": 3,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          },
          "error": {
           "type": "string",
           "id": 4,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          }
         }
        },
        "RedriveRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "deadLetter": {
           "type": "string",
           "id": 2
          },
          "by": {
           "type": "string",
           "id": 3
          }
         }
        },
        "DropDeadLetterRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "deadLetter": {
           "type": "string",
           "id": 2
          },
          "by": {
           "type": "string",
           "id": 3
          }
         }
        },
        "DropDeadLetterAnswer": {
         "fields": {}
        }
       }
      }
     }
    },
    "worker": {
     "nested": {
      "v1": {
       "nested": {
        "WorkerService": {
         "methods": {
          "Connect": {
           "requestType": "WorkerMessage",
           "requestStream": true,
           "responseType": "CoordinatorMessage",
           "responseStream": true
          }
         }
        },
        "WorkerMessage": {
         "oneofs": {
          "message": {
           "oneof": [
            "hello",
            "grant",
            "heartbeat",
            "stepStart",
            "step",
            "result",
            "refuse",
            "delta",
            "log",
            "reserve",
            "offer"
           ]
          }
         },
         "fields": {
          "hello": {
           "type": "Hello",
           "id": 1
          },
          "grant": {
           "type": "Grant",
           "id": 2
          },
          "heartbeat": {
           "type": "Heartbeat",
           "id": 3
          },
          "stepStart": {
           "type": "StepStart",
           "id": 4
          },
          "step": {
           "type": "Step",
           "id": 5
          },
          "result": {
           "type": "Result",
           "id": 6
          },
          "refuse": {
           "type": "Refuse",
           "id": 7
          },
          "delta": {
           "type": "Delta",
           "id": 8
          },
          "log": {
           "type": "Log",
           "id": 9
          },
          "reserve": {
           "type": "Reserve",
           "id": 10
          },
          "offer": {
           "type": "Offer",
           "id": 11
          }
         }
        },
        "CoordinatorMessage": {
         "oneofs": {
          "message": {
           "oneof": [
            "task",
            "ack",
            "nack",
            "cancel",
            "reserved",
            "cheaper",
            "released",
            "adopted",
            "rollCall"
           ]
          }
         },
         "fields": {
          "task": {
           "type": "TaskOffer",
           "id": 1
          },
          "ack": {
           "type": "Ack",
           "id": 2
          },
          "nack": {
           "type": "Nack",
           "id": 3
          },
          "cancel": {
           "type": "Cancel",
           "id": 4
          },
          "reserved": {
           "type": "Reserved",
           "id": 5
          },
          "cheaper": {
           "type": "Cheaper",
           "id": 6
          },
          "released": {
           "type": "Released",
           "id": 7
          },
          "adopted": {
           "type": "Adopted",
           "id": 8
          },
          "rollCall": {
           "type": "RollCall",
           "id": 9
          }
         }
        },
        "Hello": {
         "fields": {
          "worker": {
           "type": "string",
           "id": 1
          },
          "capabilities": {
           "rule": "repeated",
           "type": "string",
           "id": 2
          },
          "running": {
           "rule": "repeated",
           "type": "string",
           "id": 3
          },
          "unacked": {
           "rule": "repeated",
           "type": "string",
           "id": 4
          }
         }
        },
        "Offer": {
         "fields": {
          "tasks": {
           "rule": "repeated",
           "type": "OfferedTask",
           "id": 1
          }
         }
        },
        "OfferedTask": {
         "fields": {
          "token": {
           "type": "string",
           "id": 1
          },
          "org": {
           "type": "string",
           "id": 2
          },
          "executionId": {
           "type": "string",
           "id": 3
          },
          "path": {
           "type": "string",
           "id": 4
          },
          "attempt": {
           "type": "int32",
           "id": 5
          }
         }
        },
        "Released": {
         "fields": {
          "token": {
           "type": "string",
           "id": 1
          }
         }
        },
        "Adopted": {
         "fields": {
          "token": {
           "type": "string",
           "id": 1
          }
         }
        },
        "RollCall": {
         "fields": {}
        },
        "Grant": {
         "fields": {
          "slots": {
           "type": "int32",
           "id": 1
          }
         }
        },
        "Heartbeat": {
         "fields": {
          "held": {
           "type": "HeldTasks",
           "id": 1
          }
         }
        },
        "HeldTasks": {
         "options": {
          "(agentflow.common.v1.list)": true
         },
         "fields": {
          "tokens": {
           "rule": "repeated",
           "type": "string",
           "id": 1
          }
         }
        },
        "StepStart": {
         "fields": {
          "id": {
           "type": "int64",
           "id": 1
          },
          "token": {
           "type": "string",
           "id": 2
          },
          "index": {
           "type": "int32",
           "id": 3
          },
          "name": {
           "type": "string",
           "id": 4
          },
          "key": {
           "type": "string",
           "id": 5
          },
          "requestHash": {
           "type": "string",
           "id": 6
          }
         }
        },
        "Reserve": {
         "oneofs": {
          "_cost": {
           "oneof": [
            "cost"
           ]
          }
         },
         "fields": {
          "id": {
           "type": "int64",
           "id": 1
          },
          "token": {
           "type": "string",
           "id": 2
          },
          "index": {
           "type": "int32",
           "id": 3
          },
          "name": {
           "type": "string",
           "id": 4
          },
          "route": {
           "type": "string",
           "id": 5
          },
          "cost": {
           "type": "string",
           "id": 6,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          },
          "tokens": {
           "type": "int64",
           "id": 7
          },
          "calls": {
           "type": "int32",
           "id": 8
          }
         }
        },
        "Step": {
         "fields": {
          "id": {
           "type": "int64",
           "id": 1
          },
          "token": {
           "type": "string",
           "id": 2
          },
          "step": {
           "type": "StepRecord",
           "id": 3
          }
         }
        },
        "Result": {
         "fields": {
          "id": {
           "type": "int64",
           "id": 1
          },
          "token": {
           "type": "string",
           "id": 2
          },
          "outcome": {
           "type": "TaskOutcome",
           "id": 3
          }
         }
        },
        "Refuse": {
         "fields": {
          "token": {
           "type": "string",
           "id": 1
          },
          "reason": {
           "type": "string",
           "id": 2
          }
         }
        },
        "Delta": {
         "fields": {
          "token": {
           "type": "string",
           "id": 1
          },
          "index": {
           "type": "int32",
           "id": 2
          },
          "text": {
           "type": "string",
           "id": 3
          }
         }
        },
        "Log": {
         "fields": {
          "token": {
           "type": "string",
           "id": 1
          },
          "level": {
           "type": "string",
           "id": 2
          },
          "message": {
           "type": "string",
           "id": 3
          }
         }
        },
        "TaskOffer": {
         "fields": {
          "task": {
           "type": "Task",
           "id": 1
          }
         }
        },
        "Ack": {
         "fields": {
          "id": {
           "type": "int64",
           "id": 1
          }
         }
        },
        "Nack": {
         "fields": {
          "id": {
           "type": "int64",
           "id": 1
          },
          "code": {
           "type": "string",
           "id": 2
          },
          "message": {
           "type": "string",
           "id": 3
          }
         }
        },
        "Reserved": {
         "fields": {
          "id": {
           "type": "int64",
           "id": 1
          }
         }
        },
        "Cheaper": {
         "fields": {
          "id": {
           "type": "int64",
           "id": 1
          }
         }
        },
        "Cancel": {
         "fields": {
          "token": {
           "type": "string",
           "id": 1
          },
          "graceMs": {
           "type": "int64",
           "id": 2
          }
         }
        },
        "Held": {
         "oneofs": {
          "_ref": {
           "oneof": [
            "ref"
           ]
          },
          "_size": {
           "oneof": [
            "size"
           ]
          }
         },
         "fields": {
          "valueJson": {
           "type": "string",
           "id": 1
          },
          "ref": {
           "type": "string",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          },
          "size": {
           "type": "int64",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "Task": {
         "oneofs": {
          "_deadline": {
           "oneof": [
            "deadline"
           ]
          },
          "_trace": {
           "oneof": [
            "trace"
           ]
          },
          "_budgeted": {
           "oneof": [
            "budgeted"
           ]
          }
         },
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "executionId": {
           "type": "string",
           "id": 2
          },
          "workflowId": {
           "type": "string",
           "id": 3
          },
          "revisionJson": {
           "type": "string",
           "id": 4
          },
          "path": {
           "type": "string",
           "id": 5
          },
          "nodeId": {
           "type": "string",
           "id": 6
          },
          "nodeType": {
           "type": "string",
           "id": 7
          },
          "attempt": {
           "type": "int32",
           "id": 8
          },
          "token": {
           "type": "string",
           "id": 9
          },
          "revisionDigest": {
           "type": "string",
           "id": 10
          },
          "bindings": {
           "keyType": "string",
           "type": "BindingValue",
           "id": 11
          },
          "deadline": {
           "type": "int64",
           "id": 12,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          },
          "generation": {
           "type": "int32",
           "id": 13
          },
          "steps": {
           "rule": "repeated",
           "type": "StepRecord",
           "id": 14
          },
          "trace": {
           "type": "string",
           "id": 15,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          },
          "trial": {
           "type": "bool",
           "id": 16
          },
          "budgeted": {
           "type": "TaskBudget",
           "id": 17,
           "options": {
            "proto3_optional": true
           }
          },
          "call": {
           "type": "CompensatingCall",
           "id": 18
          },
          "phasesJson": {
           "type": "string",
           "id": 19
          }
         }
        },
        "CompensatingCall": {
         "fields": {
          "tool": {
           "type": "string",
           "id": 1
          },
          "arguments": {
           "type": "Held",
           "id": 2
          }
         }
        },
        "TaskBudget": {
         "oneofs": {
          "_cheaperModel": {
           "oneof": [
            "cheaperModel"
           ]
          }
         },
         "fields": {
          "limits": {
           "rule": "repeated",
           "type": "string",
           "id": 1
          },
          "cheaperModel": {
           "type": "string",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "BindingValue": {
         "oneofs": {
          "_status": {
           "oneof": [
            "status"
           ]
          },
          "_index": {
           "oneof": [
            "index"
           ]
          }
         },
         "fields": {
          "kind": {
           "type": "string",
           "id": 1
          },
          "held": {
           "type": "Held",
           "id": 2
          },
          "output": {
           "type": "Held",
           "id": 3
          },
          "errorJson": {
           "type": "string",
           "id": 4
          },
          "status": {
           "type": "string",
           "id": 5,
           "options": {
            "proto3_optional": true
           }
          },
          "usageJson": {
           "type": "string",
           "id": 6
          },
          "item": {
           "type": "Held",
           "id": 7
          },
          "index": {
           "type": "int32",
           "id": 8,
           "options": {
            "proto3_optional": true
           }
          },
          "last": {
           "type": "Held",
           "id": 9
          },
          "input": {
           "type": "Held",
           "id": 10
          }
         }
        },
        "StepRecord": {
         "fields": {
          "index": {
           "type": "int32",
           "id": 1
          },
          "generation": {
           "type": "int32",
           "id": 2
          },
          "kind": {
           "type": "string",
           "id": 3
          },
          "name": {
           "type": "string",
           "id": 4
          },
          "effect": {
           "type": "string",
           "id": 5
          },
          "requestHash": {
           "type": "string",
           "id": 6
          },
          "request": {
           "type": "Held",
           "id": 7
          },
          "response": {
           "type": "Held",
           "id": 8
          },
          "error": {
           "type": "TaskError",
           "id": 9
          },
          "usage": {
           "type": "agentflow.common.v1.Usage",
           "id": 10
          },
          "attempt": {
           "type": "int32",
           "id": 11
          },
          "startedAt": {
           "type": "double",
           "id": 12
          },
          "endedAt": {
           "type": "double",
           "id": 13
          },
          "compensation": {
           "type": "StepCompensation",
           "id": 14
          }
         }
        },
        "StepCompensation": {
         "fields": {
          "tool": {
           "type": "string",
           "id": 1
          },
          "argumentsJson": {
           "type": "string",
           "id": 2
          }
         }
        },
        "TaskError": {
         "oneofs": {
          "_retryAfterMs": {
           "oneof": [
            "retryAfterMs"
           ]
          }
         },
         "fields": {
          "code": {
           "type": "string",
           "id": 1
          },
          "message": {
           "type": "string",
           "id": 2
          },
          "retryable": {
           "type": "bool",
           "id": 3
          },
          "retryAfterMs": {
           "type": "double",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          },
          "detailsJson": {
           "type": "string",
           "id": 5
          }
         }
        },
        "TaskOutcome": {
         "oneofs": {
          "_discardFrom": {
           "oneof": [
            "discardFrom"
           ]
          }
         },
         "fields": {
          "status": {
           "type": "string",
           "id": 1
          },
          "output": {
           "type": "Held",
           "id": 2
          },
          "error": {
           "type": "TaskError",
           "id": 3
          },
          "usage": {
           "type": "agentflow.common.v1.Usage",
           "id": 4
          },
          "discardFrom": {
           "type": "int32",
           "id": 5,
           "options": {
            "proto3_optional": true
           }
          }
         }
        }
       }
      }
     }
    },
    "workflow": {
     "nested": {
      "v1": {
       "nested": {
        "DesignerService": {
         "methods": {
          "CreateWorkflow": {
           "requestType": "CreateWorkflowRequest",
           "responseType": "WorkflowView"
          },
          "GetWorkflow": {
           "requestType": "GetWorkflowRequest",
           "responseType": "WorkflowView"
          },
          "GetWorkflowYaml": {
           "requestType": "GetWorkflowYamlRequest",
           "responseType": "WorkflowYaml"
          },
          "ListWorkflows": {
           "requestType": "ListWorkflowsRequest",
           "responseType": "ListWorkflowsAnswer"
          },
          "SaveWorkflow": {
           "requestType": "SaveWorkflowRequest",
           "responseType": "WorkflowView"
          },
          "UpdateWorkflow": {
           "requestType": "UpdateWorkflowRequest",
           "responseType": "WorkflowView"
          },
          "DeleteWorkflow": {
           "requestType": "DeleteWorkflowRequest",
           "responseType": "DeleteWorkflowAnswer"
          },
          "Validate": {
           "requestType": "ValidateRequest",
           "responseType": "ValidateAnswer"
          },
          "Publish": {
           "requestType": "PublishRequest",
           "responseType": "PublishedRevision"
          },
          "Rollback": {
           "requestType": "RollbackRequest",
           "responseType": "RevisionView"
          },
          "GetRelease": {
           "requestType": "GetReleaseRequest",
           "responseType": "ReleaseView"
          },
          "SetCanary": {
           "requestType": "SetCanaryRequest",
           "responseType": "ReleaseView"
          },
          "PromoteCanary": {
           "requestType": "PromoteCanaryRequest",
           "responseType": "ReleaseView"
          },
          "EndCanary": {
           "requestType": "EndCanaryRequest",
           "responseType": "ReleaseView"
          },
          "ListReleaseChanges": {
           "requestType": "ListReleaseChangesRequest",
           "responseType": "ListReleaseChangesAnswer"
          },
          "ListRevisions": {
           "requestType": "ListRevisionsRequest",
           "responseType": "ListRevisionsAnswer"
          },
          "GetRevision": {
           "requestType": "GetRevisionRequest",
           "responseType": "RevisionDetail"
          },
          "Diff": {
           "requestType": "DiffRequest",
           "responseType": "DiffAnswer"
          },
          "Freeze": {
           "requestType": "FreezeRequest",
           "responseType": "FrozenRevision"
          },
          "GetFrozen": {
           "requestType": "GetFrozenRequest",
           "responseType": "FrozenDefinition"
          },
          "NodeTypes": {
           "requestType": "NodeTypesRequest",
           "responseType": "NodeTypesAnswer"
          },
          "Tools": {
           "requestType": "ToolsRequest",
           "responseType": "ToolsAnswer"
          },
          "Models": {
           "requestType": "ModelsRequest",
           "responseType": "ModelsAnswer"
          },
          "PutModelScript": {
           "requestType": "PutModelScriptRequest",
           "responseType": "PutModelScriptAnswer"
          },
          "GetModelScript": {
           "requestType": "GetModelScriptRequest",
           "responseType": "ModelScript"
          },
          "DeleteModelScript": {
           "requestType": "DeleteModelScriptRequest",
           "responseType": "DeleteModelScriptAnswer"
          },
          "CreateAgent": {
           "requestType": "CreateAgentRequest",
           "responseType": "AgentView"
          },
          "GetAgent": {
           "requestType": "GetAgentRequest",
           "responseType": "AgentView"
          },
          "ListAgents": {
           "requestType": "ListAgentsRequest",
           "responseType": "AgentPage"
          },
          "UpdateAgent": {
           "requestType": "UpdateAgentRequest",
           "responseType": "AgentView"
          },
          "DeleteAgent": {
           "requestType": "DeleteAgentRequest",
           "responseType": "DeleteAgentAnswer"
          },
          "AgentVersions": {
           "requestType": "AgentVersionsRequest",
           "responseType": "AgentPage"
          },
          "CreateCredential": {
           "requestType": "CreateCredentialRequest",
           "responseType": "CredentialView"
          },
          "GetCredential": {
           "requestType": "GetCredentialRequest",
           "responseType": "CredentialView"
          },
          "ListCredentials": {
           "requestType": "ListCredentialsRequest",
           "responseType": "CredentialPage"
          },
          "UpdateCredential": {
           "requestType": "UpdateCredentialRequest",
           "responseType": "CredentialView"
          },
          "DeleteCredential": {
           "requestType": "DeleteCredentialRequest",
           "responseType": "DeleteCredentialAnswer"
          }
         }
        },
        "DefinitionSource": {
         "oneofs": {
          "source": {
           "oneof": [
            "definitionJson",
            "yaml"
           ]
          }
         },
         "fields": {
          "definitionJson": {
           "type": "string",
           "id": 1
          },
          "yaml": {
           "type": "string",
           "id": 2
          }
         }
        },
        "CreateWorkflowRequest": {
         "oneofs": {
          "_key": {
           "oneof": [
            "key"
           ]
          },
          "_folder": {
           "oneof": [
            "folder"
           ]
          }
         },
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "source": {
           "type": "DefinitionSource",
           "id": 2
          },
          "key": {
           "type": "string",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          },
          "folder": {
           "type": "string",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          },
          "by": {
           "type": "string",
           "id": 5
          }
         }
        },
        "GetWorkflowRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "workflow": {
           "type": "string",
           "id": 2
          }
         }
        },
        "GetWorkflowYamlRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "workflow": {
           "type": "string",
           "id": 2
          }
         }
        },
        "WorkflowYaml": {
         "fields": {
          "yaml": {
           "type": "string",
           "id": 1
          },
          "etag": {
           "type": "string",
           "id": 2
          }
         }
        },
        "WorkflowView": {
         "oneofs": {
          "_publishedRevision": {
           "oneof": [
            "publishedRevision"
           ]
          }
         },
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "key": {
           "type": "string",
           "id": 2
          },
          "name": {
           "type": "string",
           "id": 3
          },
          "folder": {
           "type": "string",
           "id": 4
          },
          "etag": {
           "type": "string",
           "id": 5
          },
          "definitionJson": {
           "type": "string",
           "id": 6
          },
          "publishedRevision": {
           "type": "int32",
           "id": 7,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          },
          "problems": {
           "rule": "repeated",
           "type": "agentflow.common.v1.Problem",
           "id": 8
          },
          "createdAt": {
           "type": "string",
           "id": 9
          },
          "updatedAt": {
           "type": "string",
           "id": 10
          }
         }
        },
        "WorkflowSummary": {
         "oneofs": {
          "_publishedRevision": {
           "oneof": [
            "publishedRevision"
           ]
          }
         },
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "key": {
           "type": "string",
           "id": 2
          },
          "name": {
           "type": "string",
           "id": 3
          },
          "folder": {
           "type": "string",
           "id": 4
          },
          "etag": {
           "type": "string",
           "id": 5
          },
          "publishedRevision": {
           "type": "int32",
           "id": 6,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          },
          "createdAt": {
           "type": "string",
           "id": 7
          },
          "updatedAt": {
           "type": "string",
           "id": 8
          },
          "problemCount": {
           "type": "int32",
           "id": 9
          },
          "nodesTotal": {
           "type": "int32",
           "id": 10
          }
         }
        },
        "ListWorkflowsRequest": {
         "oneofs": {
          "_search": {
           "oneof": [
            "search"
           ]
          },
          "_folder": {
           "oneof": [
            "folder"
           ]
          },
          "_cursor": {
           "oneof": [
            "cursor"
           ]
          }
         },
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "search": {
           "type": "string",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          },
          "folder": {
           "type": "string",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          },
          "cursor": {
           "type": "string",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          },
          "limit": {
           "type": "int32",
           "id": 5
          }
         }
        },
        "ListWorkflowsAnswer": {
         "oneofs": {
          "_nextCursor": {
           "oneof": [
            "nextCursor"
           ]
          }
         },
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "WorkflowSummary",
           "id": 1
          },
          "nextCursor": {
           "type": "string",
           "id": 2,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          }
         }
        },
        "SaveWorkflowRequest": {
         "oneofs": {
          "_folder": {
           "oneof": [
            "folder"
           ]
          }
         },
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "workflow": {
           "type": "string",
           "id": 2
          },
          "source": {
           "type": "DefinitionSource",
           "id": 3
          },
          "ifMatch": {
           "type": "string",
           "id": 4
          },
          "folder": {
           "type": "string",
           "id": 5,
           "options": {
            "proto3_optional": true
           }
          },
          "by": {
           "type": "string",
           "id": 6
          }
         }
        },
        "UpdateWorkflowRequest": {
         "oneofs": {
          "_folder": {
           "oneof": [
            "folder"
           ]
          },
          "_name": {
           "oneof": [
            "name"
           ]
          },
          "_ifMatch": {
           "oneof": [
            "ifMatch"
           ]
          }
         },
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "workflow": {
           "type": "string",
           "id": 2
          },
          "folder": {
           "type": "string",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          },
          "name": {
           "type": "string",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          },
          "ifMatch": {
           "type": "string",
           "id": 5,
           "options": {
            "proto3_optional": true
           }
          },
          "by": {
           "type": "string",
           "id": 6
          }
         }
        },
        "DeleteWorkflowRequest": {
         "oneofs": {
          "_ifMatch": {
           "oneof": [
            "ifMatch"
           ]
          }
         },
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "workflow": {
           "type": "string",
           "id": 2
          },
          "ifMatch": {
           "type": "string",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          },
          "by": {
           "type": "string",
           "id": 4
          }
         }
        },
        "DeleteWorkflowAnswer": {
         "fields": {}
        },
        "ValidateRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "workflow": {
           "type": "string",
           "id": 2
          },
          "source": {
           "type": "DefinitionSource",
           "id": 3
          }
         }
        },
        "ValidateAnswer": {
         "fields": {
          "problems": {
           "rule": "repeated",
           "type": "agentflow.common.v1.Problem",
           "id": 1
          }
         }
        },
        "PublishRequest": {
         "oneofs": {
          "_comment": {
           "oneof": [
            "comment"
           ]
          },
          "_canary": {
           "oneof": [
            "canary"
           ]
          }
         },
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "workflow": {
           "type": "string",
           "id": 2
          },
          "comment": {
           "type": "string",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          },
          "by": {
           "type": "string",
           "id": 4
          },
          "canary": {
           "type": "int32",
           "id": 5,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "RevisionView": {
         "fields": {
          "revision": {
           "type": "int32",
           "id": 1
          },
          "digest": {
           "type": "string",
           "id": 2
          },
          "pinsJson": {
           "type": "string",
           "id": 3
          },
          "comment": {
           "type": "string",
           "id": 4
          },
          "publishedAt": {
           "type": "string",
           "id": 5
          },
          "publishedBy": {
           "type": "string",
           "id": 6
          },
          "released": {
           "type": "bool",
           "id": 7
          }
         }
        },
        "PublishedRevision": {
         "fields": {
          "revision": {
           "type": "int32",
           "id": 1
          },
          "digest": {
           "type": "string",
           "id": 2
          },
          "pinsJson": {
           "type": "string",
           "id": 3
          },
          "comment": {
           "type": "string",
           "id": 4
          },
          "publishedAt": {
           "type": "string",
           "id": 5
          },
          "publishedBy": {
           "type": "string",
           "id": 6
          },
          "released": {
           "type": "bool",
           "id": 7
          },
          "warnings": {
           "rule": "repeated",
           "type": "agentflow.common.v1.Problem",
           "id": 8
          }
         }
        },
        "RollbackRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "workflow": {
           "type": "string",
           "id": 2
          },
          "revision": {
           "type": "int32",
           "id": 3
          },
          "by": {
           "type": "string",
           "id": 4
          }
         }
        },
        "GetReleaseRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "workflow": {
           "type": "string",
           "id": 2
          }
         }
        },
        "ReleaseView": {
         "oneofs": {
          "_revision": {
           "oneof": [
            "revision"
           ]
          }
         },
         "fields": {
          "workflowId": {
           "type": "string",
           "id": 1
          },
          "revision": {
           "type": "int32",
           "id": 2,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          },
          "canary": {
           "type": "CanaryView",
           "id": 3,
           "options": {
            "(agentflow.common.v1.nullable)": true
           }
          }
         }
        },
        "CanaryView": {
         "fields": {
          "revision": {
           "type": "int32",
           "id": 1
          },
          "percent": {
           "type": "int32",
           "id": 2
          },
          "startedAt": {
           "type": "string",
           "id": 3
          },
          "startedBy": {
           "type": "string",
           "id": 4
          }
         }
        },
        "SetCanaryRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "workflow": {
           "type": "string",
           "id": 2
          },
          "revision": {
           "type": "int32",
           "id": 3
          },
          "percent": {
           "type": "int32",
           "id": 4
          },
          "by": {
           "type": "string",
           "id": 5
          }
         }
        },
        "PromoteCanaryRequest": {
         "oneofs": {
          "_revision": {
           "oneof": [
            "revision"
           ]
          }
         },
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "workflow": {
           "type": "string",
           "id": 2
          },
          "revision": {
           "type": "int32",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          },
          "by": {
           "type": "string",
           "id": 4
          }
         }
        },
        "EndCanaryRequest": {
         "oneofs": {
          "_revision": {
           "oneof": [
            "revision"
           ]
          }
         },
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "workflow": {
           "type": "string",
           "id": 2
          },
          "revision": {
           "type": "int32",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          },
          "by": {
           "type": "string",
           "id": 4
          }
         }
        },
        "ListReleaseChangesRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "workflow": {
           "type": "string",
           "id": 2
          },
          "page": {
           "type": "int32",
           "id": 3
          },
          "pageSize": {
           "type": "int32",
           "id": 4
          }
         }
        },
        "ReleaseChange": {
         "oneofs": {
          "_percent": {
           "oneof": [
            "percent"
           ]
          },
          "_before": {
           "oneof": [
            "before"
           ]
          }
         },
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "at": {
           "type": "string",
           "id": 2
          },
          "by": {
           "type": "string",
           "id": 3
          },
          "action": {
           "type": "string",
           "id": 4
          },
          "revision": {
           "type": "int32",
           "id": 5
          },
          "percent": {
           "type": "int32",
           "id": 6,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          },
          "before": {
           "type": "int32",
           "id": 7,
           "options": {
            "(agentflow.common.v1.nullable)": true,
            "proto3_optional": true
           }
          }
         }
        },
        "ListReleaseChangesAnswer": {
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "ReleaseChange",
           "id": 1
          },
          "page": {
           "type": "int32",
           "id": 2
          },
          "pageSize": {
           "type": "int32",
           "id": 3
          },
          "total": {
           "type": "int32",
           "id": 4
          }
         }
        },
        "ListRevisionsRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "workflow": {
           "type": "string",
           "id": 2
          },
          "page": {
           "type": "int32",
           "id": 3
          },
          "pageSize": {
           "type": "int32",
           "id": 4
          }
         }
        },
        "ListRevisionsAnswer": {
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "RevisionView",
           "id": 1
          },
          "page": {
           "type": "int32",
           "id": 2
          },
          "pageSize": {
           "type": "int32",
           "id": 3
          },
          "total": {
           "type": "int32",
           "id": 4
          }
         }
        },
        "GetRevisionRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "workflow": {
           "type": "string",
           "id": 2
          },
          "revision": {
           "type": "int32",
           "id": 3
          }
         }
        },
        "RevisionDetail": {
         "fields": {
          "revision": {
           "type": "int32",
           "id": 1
          },
          "digest": {
           "type": "string",
           "id": 2
          },
          "pinsJson": {
           "type": "string",
           "id": 3
          },
          "comment": {
           "type": "string",
           "id": 4
          },
          "publishedAt": {
           "type": "string",
           "id": 5
          },
          "publishedBy": {
           "type": "string",
           "id": 6
          },
          "released": {
           "type": "bool",
           "id": 7
          },
          "definitionJson": {
           "type": "string",
           "id": 8
          }
         }
        },
        "DiffRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "workflow": {
           "type": "string",
           "id": 2
          },
          "from": {
           "type": "string",
           "id": 3
          },
          "to": {
           "type": "string",
           "id": 4
          }
         }
        },
        "DiffAnswer": {
         "fields": {
          "changes": {
           "rule": "repeated",
           "type": "SemanticChange",
           "id": 1
          }
         }
        },
        "SemanticChange": {
         "fields": {
          "kind": {
           "type": "string",
           "id": 1
          },
          "what": {
           "type": "string",
           "id": 2
          },
          "subject": {
           "type": "string",
           "id": 3
          },
          "pointer": {
           "type": "string",
           "id": 4
          },
          "beforeJson": {
           "type": "string",
           "id": 5
          },
          "afterJson": {
           "type": "string",
           "id": 6
          }
         }
        },
        "FreezeRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "workflow": {
           "type": "string",
           "id": 2
          },
          "revisionJson": {
           "type": "string",
           "id": 3
          },
          "test": {
           "type": "NodeTest",
           "id": 4
          }
         }
        },
        "NodeTest": {
         "fields": {
          "path": {
           "type": "string",
           "id": 1
          },
          "pinsJson": {
           "type": "string",
           "id": 2
          }
         }
        },
        "FrozenRevision": {
         "fields": {
          "workflowId": {
           "type": "string",
           "id": 1
          },
          "workflowName": {
           "type": "string",
           "id": 2
          },
          "revisionJson": {
           "type": "string",
           "id": 3
          },
          "digest": {
           "type": "string",
           "id": 4
          },
          "inputsJson": {
           "type": "string",
           "id": 5
          },
          "canary": {
           "type": "Canary",
           "id": 6
          }
         }
        },
        "Canary": {
         "fields": {
          "revision": {
           "type": "int32",
           "id": 1
          },
          "digest": {
           "type": "string",
           "id": 2
          },
          "inputsJson": {
           "type": "string",
           "id": 3
          },
          "percent": {
           "type": "int32",
           "id": 4
          }
         }
        },
        "GetFrozenRequest": {
         "oneofs": {
          "_workflow": {
           "oneof": [
            "workflow"
           ]
          },
          "_revision": {
           "oneof": [
            "revision"
           ]
          }
         },
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "digest": {
           "type": "string",
           "id": 2
          },
          "workflow": {
           "type": "string",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          },
          "revision": {
           "type": "int32",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "FrozenDefinition": {
         "fields": {
          "workflowId": {
           "type": "string",
           "id": 1
          },
          "digest": {
           "type": "string",
           "id": 2
          },
          "definitionJson": {
           "type": "string",
           "id": 3
          },
          "pinsJson": {
           "type": "string",
           "id": 4
          }
         }
        },
        "NodeTypesRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          }
         }
        },
        "NodeTypesAnswer": {
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "NodeTypeDescriptor",
           "id": 1
          }
         }
        },
        "NodeTypeDescriptor": {
         "fields": {
          "type": {
           "type": "string",
           "id": 1
          },
          "version": {
           "type": "int32",
           "id": 2
          },
          "title": {
           "type": "string",
           "id": 3
          },
          "description": {
           "type": "string",
           "id": 4
          },
          "category": {
           "type": "string",
           "id": 5
          },
          "icon": {
           "type": "string",
           "id": 6
          },
          "configSchemaJson": {
           "type": "string",
           "id": 7
          },
          "outputSchemaJson": {
           "type": "string",
           "id": 8
          },
          "handles": {
           "rule": "repeated",
           "type": "string",
           "id": 9
          },
          "literals": {
           "rule": "repeated",
           "type": "string",
           "id": 10
          },
          "expressions": {
           "rule": "repeated",
           "type": "string",
           "id": 11
          },
          "hasBody": {
           "type": "bool",
           "id": 12
          },
          "egress": {
           "type": "bool",
           "id": 13
          },
          "defaultEffect": {
           "type": "string",
           "id": 14
          },
          "exampleJson": {
           "type": "string",
           "id": 15
          }
         }
        },
        "ToolsRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          }
         }
        },
        "ToolsAnswer": {
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "ToolView",
           "id": 1
          }
         }
        },
        "ToolView": {
         "fields": {
          "name": {
           "type": "string",
           "id": 1
          },
          "title": {
           "type": "string",
           "id": 2
          },
          "description": {
           "type": "string",
           "id": 3
          },
          "effect": {
           "type": "string",
           "id": 4
          },
          "parametersJson": {
           "type": "string",
           "id": 5
          },
          "outputJson": {
           "type": "string",
           "id": 6
          }
         }
        },
        "ModelsRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          }
         }
        },
        "ModelsAnswer": {
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "ModelDescriptor",
           "id": 1
          }
         }
        },
        "ModelDescriptor": {
         "fields": {
          "name": {
           "type": "string",
           "id": 1
          },
          "provider": {
           "type": "string",
           "id": 2
          },
          "title": {
           "type": "string",
           "id": 3
          },
          "available": {
           "type": "bool",
           "id": 4
          },
          "streams": {
           "type": "bool",
           "id": 5
          },
          "tools": {
           "type": "bool",
           "id": 6
          },
          "price": {
           "type": "ModelPrice",
           "id": 7,
           "options": {
            "(agentflow.common.v1.nullable)": true
           }
          }
         }
        },
        "ModelPrice": {
         "fields": {
          "input": {
           "type": "string",
           "id": 1
          },
          "output": {
           "type": "string",
           "id": 2
          },
          "asOf": {
           "type": "string",
           "id": 3
          }
         }
        },
        "PutModelScriptRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "name": {
           "type": "string",
           "id": 2
          },
          "scriptJson": {
           "type": "string",
           "id": 3
          },
          "by": {
           "type": "string",
           "id": 4
          }
         }
        },
        "PutModelScriptAnswer": {
         "fields": {
          "name": {
           "type": "string",
           "id": 1
          }
         }
        },
        "GetModelScriptRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "name": {
           "type": "string",
           "id": 2
          }
         }
        },
        "ModelScript": {
         "fields": {
          "name": {
           "type": "string",
           "id": 1
          },
          "scriptJson": {
           "type": "string",
           "id": 2
          }
         }
        },
        "DeleteModelScriptRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "name": {
           "type": "string",
           "id": 2
          },
          "by": {
           "type": "string",
           "id": 3
          }
         }
        },
        "DeleteModelScriptAnswer": {
         "fields": {}
        },
        "AgentDraft": {
         "oneofs": {
          "_kind": {
           "oneof": [
            "kind"
           ]
          },
          "_fallbackModel": {
           "oneof": [
            "fallbackModel"
           ]
          },
          "_peersJson": {
           "oneof": [
            "peersJson"
           ]
          }
         },
         "fields": {
          "model": {
           "type": "string",
           "id": 1
          },
          "instructions": {
           "type": "string",
           "id": 2
          },
          "key": {
           "type": "string",
           "id": 3
          },
          "kind": {
           "type": "string",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          },
          "tools": {
           "type": "agentflow.common.v1.StringList",
           "id": 5
          },
          "capabilities": {
           "type": "agentflow.common.v1.StringList",
           "id": 6
          },
          "limitsJson": {
           "type": "string",
           "id": 7
          },
          "fallbackModel": {
           "type": "string",
           "id": 8,
           "options": {
            "proto3_optional": true
           }
          },
          "peersJson": {
           "type": "string",
           "id": 9,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "AgentView": {
         "oneofs": {
          "_fallbackModel": {
           "oneof": [
            "fallbackModel"
           ]
          },
          "_peersJson": {
           "oneof": [
            "peersJson"
           ]
          }
         },
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "key": {
           "type": "string",
           "id": 2
          },
          "kind": {
           "type": "string",
           "id": 3
          },
          "model": {
           "type": "string",
           "id": 4
          },
          "instructions": {
           "type": "string",
           "id": 5
          },
          "tools": {
           "rule": "repeated",
           "type": "string",
           "id": 6
          },
          "capabilities": {
           "rule": "repeated",
           "type": "string",
           "id": 7
          },
          "limitsJson": {
           "type": "string",
           "id": 8
          },
          "version": {
           "type": "int32",
           "id": 9
          },
          "status": {
           "type": "string",
           "id": 10
          },
          "createdAt": {
           "type": "string",
           "id": 11
          },
          "updatedAt": {
           "type": "string",
           "id": 12
          },
          "fallbackModel": {
           "type": "string",
           "id": 13,
           "options": {
            "proto3_optional": true
           }
          },
          "peersJson": {
           "type": "string",
           "id": 14,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "CreateAgentRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "agent": {
           "type": "AgentDraft",
           "id": 2
          },
          "by": {
           "type": "string",
           "id": 3
          }
         }
        },
        "GetAgentRequest": {
         "oneofs": {
          "_version": {
           "oneof": [
            "version"
           ]
          }
         },
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "agent": {
           "type": "string",
           "id": 2
          },
          "version": {
           "type": "int32",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "ListAgentsRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "page": {
           "type": "int32",
           "id": 2
          },
          "pageSize": {
           "type": "int32",
           "id": 3
          }
         }
        },
        "AgentPage": {
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "AgentView",
           "id": 1
          },
          "page": {
           "type": "int32",
           "id": 2
          },
          "pageSize": {
           "type": "int32",
           "id": 3
          },
          "total": {
           "type": "int32",
           "id": 4
          }
         }
        },
        "UpdateAgentRequest": {
         "oneofs": {
          "_ifMatch": {
           "oneof": [
            "ifMatch"
           ]
          }
         },
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "agent": {
           "type": "string",
           "id": 2
          },
          "draft": {
           "type": "AgentDraft",
           "id": 3
          },
          "ifMatch": {
           "type": "int32",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          },
          "by": {
           "type": "string",
           "id": 5
          }
         }
        },
        "DeleteAgentRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "agent": {
           "type": "string",
           "id": 2
          },
          "by": {
           "type": "string",
           "id": 3
          }
         }
        },
        "DeleteAgentAnswer": {
         "fields": {}
        },
        "AgentVersionsRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "page": {
           "type": "int32",
           "id": 2
          },
          "pageSize": {
           "type": "int32",
           "id": 3
          },
          "agent": {
           "type": "string",
           "id": 4
          }
         }
        },
        "CredentialDraft": {
         "fields": {
          "key": {
           "type": "string",
           "id": 1
          },
          "type": {
           "type": "string",
           "id": 2
          },
          "hosts": {
           "rule": "repeated",
           "type": "string",
           "id": 3
          },
          "secretJson": {
           "type": "string",
           "id": 4
          }
         }
        },
        "CredentialView": {
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "key": {
           "type": "string",
           "id": 2
          },
          "type": {
           "type": "string",
           "id": 3
          },
          "hosts": {
           "rule": "repeated",
           "type": "string",
           "id": 4
          },
          "version": {
           "type": "int32",
           "id": 5
          },
          "createdAt": {
           "type": "string",
           "id": 6
          },
          "updatedAt": {
           "type": "string",
           "id": 7
          }
         }
        },
        "CreateCredentialRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "credential": {
           "type": "CredentialDraft",
           "id": 2
          },
          "by": {
           "type": "string",
           "id": 3
          }
         }
        },
        "GetCredentialRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "credential": {
           "type": "string",
           "id": 2
          }
         }
        },
        "ListCredentialsRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "page": {
           "type": "int32",
           "id": 2
          },
          "pageSize": {
           "type": "int32",
           "id": 3
          }
         }
        },
        "CredentialPage": {
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "CredentialView",
           "id": 1
          },
          "page": {
           "type": "int32",
           "id": 2
          },
          "pageSize": {
           "type": "int32",
           "id": 3
          },
          "total": {
           "type": "int32",
           "id": 4
          }
         }
        },
        "UpdateCredentialRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "credential": {
           "type": "string",
           "id": 2
          },
          "hosts": {
           "type": "agentflow.common.v1.StringList",
           "id": 3
          },
          "secretJson": {
           "type": "string",
           "id": 4
          },
          "by": {
           "type": "string",
           "id": 5
          }
         }
        },
        "DeleteCredentialRequest": {
         "fields": {
          "org": {
           "type": "string",
           "id": 1
          },
          "credential": {
           "type": "string",
           "id": 2
          },
          "by": {
           "type": "string",
           "id": 3
          }
         }
        },
        "DeleteCredentialAnswer": {
         "fields": {}
        }
       }
      }
     }
    }
   }
  }
 }
};
