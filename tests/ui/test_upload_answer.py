"""Where a chosen file may go is told to the browser, also when the page is drawn again."""

from __future__ import annotations

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

from regelwijzer.ui import letgo


def test_a_new_run_drops_the_old_page_but_not_where_a_file_may_go() -> None:
    letgo.keep_upload_answers()
    letgo.keep_upload_answers()  # at every run of the page
    where, page = ForwardMsg(), ForwardMsg()
    where.file_urls_response.response_id = "een"
    page.delta.new_element.html.body = "van de vorige keer"
    queue = ForwardMsgQueue()
    for message in (where, page):
        queue.enqueue(message)
    queue.clear(retain_lifecycle_msgs=True)
    assert queue.flush() == [where]
