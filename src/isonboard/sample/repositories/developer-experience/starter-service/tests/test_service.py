import io
import json
import threading
import unittest
from contextlib import closing, redirect_stderr
from http.client import HTTPConnection

from service.__main__ import server
from service.app import answer


class Answers(unittest.TestCase):
    def test_it_says_that_it_is_well(self):
        self.assertEqual(answer("GET", "/health"), (200, {"status": "ok"}))

    def test_unknown_places_are_named(self):
        status, body = answer("GET", "/nowhere")
        self.assertEqual(status, 404)
        self.assertIn("/nowhere", body["error"])

    def test_only_get_is_possible(self):
        self.assertEqual(answer("POST", "/health").status, 405)


class Serving(unittest.TestCase):
    def test_a_real_server_answers(self):
        with server(0) as running, redirect_stderr(io.StringIO()):
            thread = threading.Thread(target=running.serve_forever)
            thread.start()
            try:
                with closing(HTTPConnection("127.0.0.1", running.server_port, timeout=10)) as connection:
                    connection.request("GET", "/health")
                    self.assertEqual(json.load(connection.getresponse()), {"status": "ok"})
            finally:
                running.shutdown()
                thread.join()


if __name__ == "__main__":
    unittest.main()
