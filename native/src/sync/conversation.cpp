#include "sync/conversation.hpp"

namespace dvcs::sync {

void Conversation::answer(base::Result<http::Response> answer) {
  if (line_.hear_) line_.hear_(answer);
  line_.answer_ = std::move(answer);
  resume();
}

void Conversation::go_on() {
  resume();
}

void Conversation::resume() {
  if (!task_) {
    task_.emplace(talk_(line_));
    task_->start();
  } else {
    line_.logic_.resume();
  }
  if (task_->done()) line_.step_ = Ended{};
}

}  // namespace dvcs::sync
