// SIGINT and SIGTERM ask for an orderly end; SIGPIPE is ignored, because writes report it.
#pragma once

namespace dvcs::cli {

void watch_signals();
bool stop_requested();

}  // namespace dvcs::cli
