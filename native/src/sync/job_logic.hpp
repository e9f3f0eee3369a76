// The logic of one job. `run` is the conversation; `finished` is what Finished carries when it went well.
#pragma once

#include "base/status.hpp"
#include "dvcs/session.hpp"
#include "sync/conversation.hpp"
#include "sync/report.hpp"

namespace dvcs::sync {

class JobLogic {
 public:
  virtual ~JobLogic() = default;
  virtual Task<base::Status> run(Line& line) = 0;
  Finished finished;
};

}  // namespace dvcs::sync
