-- Without the program.
package.path = os.getenv("DRIVE") .. "/?.lua;" .. package.path
local drive = require("drive")

local notes = {}
vim.notify = function(text)
  table.insert(notes, text)
end

drive.run(function()
  vim.cmd("edit user_listener.pill")
  vim.cmd("edit user_clock.pill")
  drive.await("a word on that", function()
    return #notes > 0
  end)
  vim.cmd("checkhealth pilllint")
  drive.tell("notes", notes)
  drive.tell("health", vim.api.nvim_buf_get_lines(0, 0, -1, false))
end)
